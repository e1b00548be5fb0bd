import { html, LitElement, type TemplateResult } from 'lit'
import { durationLabel, minutesOf, wholeRange } from '../../content-schema/durations.js'

/**
 * Around the two fields of a duration, which work without it: says what was understood of « 45 min », « 1h30 » or « 1 h à 2 h ».
 *
 * Attributes: `data-understood` (with `{durée}`), `data-range` (`{de}`, `{à}`), `data-from`, `data-to`, `data-unclear`.
 */
export class FcDuration extends LitElement {
  static override properties = { said: { state: true } }
  declare said: string

  constructor() { super(); this.said = '' }

  protected override createRenderRoot(): HTMLElement {
    const holder = document.createElement('div')
    this.append(holder)
    return holder
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.addEventListener('input', this.#typed)
  }

  readonly #typed = (): void => {
    const [first, second] = [...this.querySelectorAll('input')].map((input) => input.value.trim())
    const { min, max } = wholeRange(first ?? '', second ?? '')
    const [from, to] = [min, max].map((end) => (end === '' ? undefined : minutesOf(end)))
    if ((min !== '' && from === undefined) || (max !== '' && to === undefined)) { this.said = this.dataset.unclear ?? ''; return }
    const locale = document.documentElement.lang === 'en' ? 'en' : 'fr'
    const say = (minutes: number | undefined): string => (minutes === undefined ? '' : durationLabel(minutes, locale))
    const sentence = from === undefined && to === undefined ? '' : to === undefined ? this.dataset.from : from === undefined ? this.dataset.to : from === to ? '{de}' : this.dataset.range
    const [low, high] = from !== undefined && to !== undefined && from > to ? [to, from] : [from, to]
    this.said = sentence === '' || sentence === undefined ? '' : (this.dataset.understood ?? '').replace('{durée}', sentence.replace('{de}', say(low)).replace('{à}', say(high)))
  }

  protected override render(): TemplateResult { return html`<p class="hint understood" role="status">${this.said}</p>` }
}

customElements.define('fc-duration', FcDuration)
