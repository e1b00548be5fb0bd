/** What an instance decides on top of what the licences say; changing it never changes a fact. */
export interface LicencePolicy {
  /** « Tous droits réservés » as the label of a resource: nobody could use it, so a forge of commons refuses it. */
  readonly reservedLabel: 'block' | 'warn'
  /** From how many words on a passage taken from elsewhere stops an integration; a shorter one is for a person to judge (short quotation). */
  readonly passageWords: number
}

export const COMMONS_POLICY: LicencePolicy = { reservedLabel: 'block', passageWords: 20 }
