import { cutAtMentions } from '../../../forge/domain/mentions.js'
import { html, type Html } from '../../html.js'

/** One line of what somebody wrote, `@handle` leading to that person’s page when there is one (`known`, lower case). */
export const withMentions = (line: string, known: ReadonlySet<string>): Html =>
  html`${cutAtMentions(line).map(({ text, handle }) => (handle !== undefined && known.has(handle) ? html`<a class="mention" href="/@${handle}">${text}</a>` : text))}`
