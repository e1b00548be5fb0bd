import type { Fiche } from '../../../content-schema/fiche.js'
import type { DetectedLicence } from '../../../content-schema/licences/detect.js'
import type { Html } from '../../html.js'
import type { Resource } from '../../../forge/domain/resource.js'
import type { RoleReading } from '../../../forge/domain/role-reading.js'
import type { RenderedMarkdown } from '../../../forge/prose/markdown.js'
import type { PassagesShown } from './passages-around.js'
import type { ShownPerson } from './people.js'
import type { ShownVersion } from './version.js'

/** Everything a fiche's page shows; its other forms take parts of it. */
export interface FicheData {
  readonly resource: Resource
  readonly version: ShownVersion | undefined
  readonly fiche: Fiche
  readonly licence: DetectedLicence
  readonly rendered: {
    readonly body: RenderedMarkdown
    readonly steps: readonly string[]
    readonly variants: readonly string[]
    readonly watchPoints: readonly string[]
    readonly objectives: readonly string[]
    readonly prerequisites: readonly string[]
    readonly others: readonly { readonly field: string; readonly html: string }[]
    readonly places: Readonly<Record<string, number>>
  } | undefined
  readonly authors: readonly ShownPerson[]
  readonly surroundings: { readonly openProposals: number; readonly adaptations: readonly Resource[]; readonly origin: Resource | undefined; readonly originNews: number }
  readonly jsonLd: object
  /** How a plain text of the header is shown, when its words say who wrote them; as it is otherwise. `link`: the address its words lead to. */
  readonly said?: (text: string, field: string, link?: string) => Html
  /** How to credit it, as safe HTML: with some of its names, and with all for paper. */
  readonly credit?: { readonly short: string; readonly whole: string }
  /** What is said of its passages, on the published text. */
  readonly passages?: PassagesShown | undefined
  /** How many other fiches, outside its family, hold passages of it, and how many of its passages are said to come from elsewhere. */
  readonly reuse?: { readonly elsewhere: number; readonly disputes: number }
  /** For stewards: suggestions of people without an account that wait. */
  readonly heldSuggestions?: number
  /** What people are said to have done besides writing it; on the published text. */
  readonly roles?: readonly RoleReading[] | undefined
  /** The fiche's own picture, unless its text shows it. */
  readonly cover?: { readonly address: string; readonly alt: string; readonly credit: string | undefined }
  /** To those who may say it: pictures whose author or licence nobody knows. */
  readonly unknownPictures?: readonly { readonly path: string; readonly alt: string }[]
}
