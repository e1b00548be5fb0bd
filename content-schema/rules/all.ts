import type { Rule } from '../rule.js'
import { coherentProfile } from './coherent-profile.js'
import { coherentVocabulary } from './coherent-vocabulary.js'
import { communityRequirements } from './community-requirements.js'
import { duplicateKeys } from './duplicate-keys.js'
import { imageAlternative } from './image-alternative.js'
import { invisibleCharacters } from './invisible-characters.js'
import { knownLicence } from './known-licence.js'
import { knownNotations } from './known-notations.js'
import { pictureCredit } from './picture-credit.js'
import { privateAddresses } from './private-addresses.js'
import { readableHeader } from './readable-header.js'
import { references } from './references.js'
import { replacedTerms } from './replaced-terms.js'
import { requiredFields } from './required-fields.js'
import { safeAddresses } from './safe-addresses.js'
import { textLengths } from './text-lengths.js'
import { triedBefore } from './tried-before.js'
import { valueTypes } from './value-types.js'

/** Every rule, in the order problems are told. */
export const RULES: readonly Rule[] = [
  readableHeader, requiredFields, knownLicence, imageAlternative, pictureCredit, duplicateKeys, valueTypes, knownNotations, replacedTerms,
  communityRequirements, triedBefore, safeAddresses, privateAddresses, references, textLengths,
  invisibleCharacters, coherentVocabulary, coherentProfile,
]
