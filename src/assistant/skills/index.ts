/** Every skill of the assistant, in one list. */
import type { Skill } from '../skill.ts';
import type { World } from '../world.ts';
import { formSkills } from './form.ts';
import { handOverSkill } from './hand-over.ts';
import { nameSkills } from './names.ts';
import { ruleSkill } from './rule.ts';
import { talkSkills } from './talk.ts';
import { yearSkills } from './year.ts';

export function allSkills(world: World): Skill[] {
  return [
    ...talkSkills(world),
    ...yearSkills(world),
    ...nameSkills(world),
    ...formSkills(world),
    ruleSkill(world),
    handOverSkill(world),
  ];
}
