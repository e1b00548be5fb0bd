import { html, LitElement, nothing, render } from 'lit'
import { customElement } from 'lit/decorators.js'

/**
 * Adds a « Copier » button under the text area inside it. Without script the text is there to select.
 *
 * Attributes: `data-label` (the button), `data-copied` (what is announced once copied), `data-first` (copying is what the page is for).
 */
@customElement('fc-copy')
export class FcCopy extends LitElement {
  protected override createRenderRoot(): HTMLElement { return this }

  override connectedCallback(): void {
    super.connectedCallback()
    if (this.querySelector('button')) return
    const holder = document.createElement('div')
    holder.className = 'copy-bar'
    this.append(holder)
    this.#show(holder, '')
  }

  protected override shouldUpdate(): boolean { return false }

  #show(holder: HTMLElement, said: string): void {
    render(html`<button type="button" class=${this.dataset['first'] === undefined ? 'btn small' : 'btn primary'} @click=${() => this.#copy(holder)}>${this.dataset['label']}</button> <span role="status">${said === '' ? nothing : said}</span>`, holder)
  }

  async #copy(holder: HTMLElement): Promise<void> {
    const area = this.querySelector('textarea')
    if (!area) return
    area.select()
    // The clipboard may be refused (plain http, settings): the text stays selected, ready for the keyboard.
    try { await navigator.clipboard.writeText(area.value); this.#show(holder, this.dataset['copied'] ?? '') } catch { area.focus() }
  }
}
