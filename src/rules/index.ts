/** The thirty rules by their ids, in the order in which people meet them. */
import { accessibilityEligibility } from './accessibility-eligibility.ts';
import { caaRegistrationEligibility } from './caa-registration-eligibility.ts';
import { caaScienceWindow } from './caa-science-window.ts';
import { conditionCode } from './condition-code.ts';
import { conditionCodeDeadline } from './condition-code-deadline.ts';
import { contactRouting } from './contact-routing.ts';
import { elElaExemption } from './el-ela-exemption.ts';
import { fieldLock } from './field-lock.ts';
import { fieldPermissions } from './field-permissions.ts';
import { interimAvailability } from './interim-availability.ts';
import { liveSupportHours } from './live-support-hours.ts';
import { pptPacks } from './ppt-packs.ts';
import type { Rule } from './rule.ts';
import { secondScoring } from './second-scoring.ts';
import { secureBrowserCutoff } from './secure-browser-cutoff.ts';
import { securityForms } from './security-forms.ts';
import { sisCredentialsExpiry } from './sis-credentials-expiry.ts';
import { ssrLanguages } from './ssr-languages.ts';
import { ssrNotificationDeadline } from './ssr-notification-deadline.ts';
import { stairsReport24h } from './stairs-report-24h.ts';
import { stairsWindowClose } from './stairs-window-close.ts';
import { superintendentDesignation } from './superintendent-designation.ts';
import { tomsDataRetention } from './toms-data-retention.ts';
import { unlistedResourceDeadline } from './unlisted-resource-deadline.ts';
import { unlistedResourceEligibility } from './unlisted-resource-eligibility.ts';
import { windowEarliestStart } from './window-earliest-start.ts';
import { windowLatestEnd } from './window-latest-end.ts';
import { windowLatestStart } from './window-latest-start.ts';
import { windowSettingDeadline } from './window-setting-deadline.ts';
import { windowValidate } from './window-validate.ts';
import { windowsValidateMany } from './windows-validate-many.ts';

const ALL: readonly Rule[] = [
  windowEarliestStart,
  windowLatestEnd,
  windowLatestStart,
  windowValidate,
  windowsValidateMany,
  windowSettingDeadline,
  caaScienceWindow,
  ssrNotificationDeadline,
  tomsDataRetention,
  ssrLanguages,
  sisCredentialsExpiry,
  elElaExemption,
  conditionCode,
  conditionCodeDeadline,
  accessibilityEligibility,
  fieldPermissions,
  unlistedResourceEligibility,
  unlistedResourceDeadline,
  caaRegistrationEligibility,
  fieldLock,
  stairsReport24h,
  stairsWindowClose,
  securityForms,
  superintendentDesignation,
  interimAvailability,
  secondScoring,
  secureBrowserCutoff,
  pptPacks,
  contactRouting,
  liveSupportHours,
];

export const RULES: Readonly<Record<string, Rule>> = Object.fromEntries(ALL.map((rule) => [rule.id, rule]));

/** The rule of an id, or undefined. */
export function findRule(id: string): Rule | undefined {
  return Object.hasOwn(RULES, id) ? RULES[id] : undefined;
}
