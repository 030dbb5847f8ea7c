/** The elements of Adaptive Cards 1.5 that are used here, as data. */

export interface TextBlock {
  type: 'TextBlock';
  text: string;
  wrap: true;
  weight?: 'Bolder';
  size?: 'Small' | 'Medium';
  color?: 'Accent' | 'Attention';
  isSubtle?: true;
  spacing?: 'None' | 'Small';
}

export interface FactSet {
  type: 'FactSet';
  facts: { title: string; value: string }[];
}

export interface Image {
  type: 'Image';
  url: string;
  altText: string;
  size?: 'Stretch';
}

export interface Container {
  type: 'Container';
  items: Element[];
  id?: string;
  isVisible?: false;
  style?: 'emphasis' | 'attention' | 'warning';
  spacing?: 'Small';
  selectAction?: Action;
}

export interface ActionSet {
  type: 'ActionSet';
  actions: Action[];
  spacing?: 'Small';
}

interface InputBase {
  id: string;
  label?: string;
  isRequired?: true;
  errorMessage?: string;
}

export type Input =
  | (InputBase & {
      type: 'Input.Text';
      placeholder?: string;
      isMultiline?: true;
      maxLength?: number;
      style?: 'Email' | 'Tel';
      value?: string;
    })
  | (InputBase & { type: 'Input.Number'; placeholder?: string; value?: number })
  | (InputBase & { type: 'Input.Date'; value?: string })
  | (InputBase & { type: 'Input.Time'; value?: string })
  | (InputBase & {
      type: 'Input.ChoiceSet';
      choices: { title: string; value: string }[];
      placeholder?: string;
      isMultiSelect?: true;
      value?: string;
    });

export type Element = TextBlock | FactSet | Image | Container | ActionSet | Input;

export type Action =
  | { type: 'Action.Execute'; title: string; verb: string; data: object; associatedInputs?: 'auto' | 'none' }
  | { type: 'Action.OpenUrl'; title: string; url: string }
  | { type: 'Action.ToggleVisibility'; title: string; targetElements: string[] };

export interface AdaptiveCard {
  type: 'AdaptiveCard';
  $schema: 'http://adaptivecards.io/schemas/adaptive-card.json';
  version: '1.5';
  body: Element[];
  /** Shown where cards are not. */
  fallbackText: string;
  /** Read out by clients that speak. */
  speak?: string;
}

export const block = (text: string, more: Partial<TextBlock> = {}): TextBlock => ({
  type: 'TextBlock',
  text,
  wrap: true,
  ...more,
});
