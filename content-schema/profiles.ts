import { CORE_PROFILE, PROFILES } from './data/profiles.js'
import type { Profile } from './profile.js'

export type { FeedbackQuestion, Profile, ProfileField } from './profile.js'
export { CORE_PROFILE, PROFILES } from './data/profiles.js'

/** The profile of a community by its slug; the core profile when it has none of its own. */
export function profileOf(communitySlug: string): Profile {
  return PROFILES.find(profile => profile.community === communitySlug) ?? CORE_PROFILE
}
