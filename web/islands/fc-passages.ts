import { LitElement, nothing } from 'lit'
import { markWords, ownText, wordsIn } from './passages/words.js'

/**
 * Around a rendered text whose blocks say where they are written (`data-p`): shows what is said of passages beside them, and lets one choose
 * words to speak of them. Works without script as links to the list of passages, whose forms it brings here.
 *
 * `data-base` the address of the passages, `data-version` the version shown, `data-may` what its reader may do (`commentaire`, `formulation`,
 * `visite`), each with its label in `data-<name>`; `data-bar` and `data-close` name the bar and the button that closes a form.
 */
export class FcPassages extends LitElement {
  #bar: HTMLElement | undefined
  #panel: HTMLElement | undefined
  #waiting: ReturnType<typeof setTimeout> | undefined

  protected override createRenderRoot(): this { return this }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#showThreads()
    if (this.dataset.may) document.addEventListener('selectionchange', this.#chosen)
    document.addEventListener('keydown', this.#pressed)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    document.removeEventListener('selectionchange', this.#chosen)
    document.removeEventListener('keydown', this.#pressed)
  }

  /** Blocks of the text shown: a proposition's page holds others, hidden. */
  #blocks(): HTMLElement[] { return [...this.querySelectorAll<HTMLElement>('[data-p]')] }

  #showThreads(): void {
    const blocks = this.#blocks()
    for (const thread of document.querySelectorAll<HTMLElement>('.passage-thread[data-block]')) {
      if (thread.closest('details.settled')) continue
      const [start = 0, end = 0] = (thread.dataset.block ?? '').split('-').map(Number)
      const here = blocks.filter((block) => Number(block.dataset.p) >= start && Number(block.dataset.p) < end)
      const block = here.find((one) => wordsIn(one, thread.dataset.said ?? '') !== undefined) ?? here[0]
      if (!block) continue
      markWords(block, thread.dataset.said ?? '')
      this.#noteBeside(block, thread)
      this.classList.add('has-notes')
    }
  }

  #noteBeside(block: HTMLElement, thread: HTMLElement): void {
    const note = document.createElement('div')
    note.className = 'passage-note'
    const link = document.createElement('a')
    link.href = `#${thread.id}`
    const by = thread.querySelector('.person')?.textContent ?? ''
    const said = thread.querySelector('.said p:not(.head)')?.textContent ?? ''
    const more = document.createElement('span')
    more.className = 'more'
    const wording = thread.querySelector('.wording')?.cloneNode(true)
    more.textContent = said === '' ? thread.getAttribute('aria-label') : said.length > 90 ? `${said.slice(0, 88)}…` : said
    if (wording instanceof HTMLElement) {
      for (const named of wording.querySelectorAll('[id]')) named.removeAttribute('id')
      more.textContent = thread.querySelector('.head')?.textContent ?? ''
      link.append(more)
      note.append(link, wording)
    } else {
      link.append(`${by}\u00A0: `, more)
      note.append(link)
    }
    // What takes one click takes it here too.
    const taking = thread.querySelector<HTMLFormElement>('form[action$="/integrer"], form[action$="/accepter"]')?.cloneNode(true)
    if (taking instanceof HTMLFormElement) {
      taking.querySelector('.hint')?.remove()
      taking.querySelector('button')?.classList.add('small')
      note.append(taking)
    }
    // On the last line of its paragraph.
    if (block.matches('p')) block.append(note)
    else this.#after(block, note)
  }

  /** After a block, where HTML lets something stand: inside an item, after a whole table. Notes already there stay first. */
  #after(block: HTMLElement, added: HTMLElement): void {
    const table = block.closest<HTMLElement>('.table-scroll, table')
    let place = table ?? block
    if (!table && block.matches('li, dd, dt')) { place.append(added); return }
    while (place.nextElementSibling instanceof HTMLElement && place.nextElementSibling.matches('.passage-note')) place = place.nextElementSibling
    place.after(added)
  }

  readonly #chosen = (): void => {
    clearTimeout(this.#waiting)
    this.#waiting = setTimeout(() => { this.#offer() }, 200)
  }

  /** Offers what may be done of the words chosen, near them and next in the order of the keyboard. */
  #offer(): void {
    const selection = document.getSelection()
    if (this.#bar?.contains(document.activeElement) || this.#panel?.contains(document.activeElement)) return
    const range = selection && selection.rangeCount > 0 && !selection.isCollapsed ? selection.getRangeAt(0) : undefined
    const start = range && (range.startContainer instanceof Element ? range.startContainer : range.startContainer.parentElement)
    const block = start?.closest<HTMLElement>('[data-p]')
    if (!range || !block || !this.contains(block) || start?.closest('.passage-note, .passage-panel')) { this.#closeBar(); return }
    const inside = range.cloneRange()
    if (!block.contains(range.endContainer)) inside.setEnd(block, block.childNodes.length)
    const exact = ownText(inside)
    if (exact.trim() === '') { this.#closeBar(); return }
    const preceding = document.createRange()
    preceding.setStart(block, 0)
    preceding.setEnd(inside.startContainer, inside.startOffset)
    this.#showBar(block, inside.getBoundingClientRect(), exact, ownText(preceding).slice(-200))
  }

  #showBar(block: HTMLElement, at: DOMRect, exact: string, before: string): void {
    this.#closeBar()
    const bar = document.createElement('div')
    bar.className = 'passage-bar'
    bar.setAttribute('role', 'group')
    bar.setAttribute('aria-label', this.dataset.bar ?? '')
    for (const purpose of (this.dataset.may ?? '').split(' ')) {
      const button = document.createElement('button')
      button.type = 'button'
      button.className = 'btn small'
      button.textContent = this.dataset[purpose] ?? purpose
      // A click must not let go of the words.
      button.addEventListener('pointerdown', (event) => { event.preventDefault() })
      const query = new URLSearchParams({ version: this.dataset.version ?? '', p: block.dataset.p ?? '', mots: exact.slice(0, 2000), avant: before, pour: purpose })
      button.addEventListener('click', () => { void this.#write(block, `${this.dataset.base ?? ''}/ecrire?${query.toString()}`) })
      bar.append(button)
    }
    const box = this.getBoundingClientRect()
    this.#after(block, bar)
    const origin = (bar.offsetParent ?? this).getBoundingClientRect()
    bar.style.setProperty('top', `${at.bottom - origin.top + 8}px`)
    // The window may become narrower meanwhile.
    bar.style.setProperty('left', `min(${Math.max(at.left, box.left) - origin.left}px, max(0px, 100% - ${bar.offsetWidth}px))`)
    this.#bar = bar
  }

  #closeBar(): void { this.#bar?.remove(); this.#bar = undefined }

  /** Brings the form of the page that works without script; when it cannot, goes there. */
  async #write(block: HTMLElement, address: string): Promise<void> {
    this.#closePanel()
    try {
      const answer = await fetch(address, { headers: { accept: 'text/html' } })
      const form = answer.ok && !answer.redirected ? new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('form.passage-form') : null
      if (!form) { location.assign(address); return }
      const panel = document.createElement('div')
      panel.className = 'passage-panel'
      panel.setAttribute('role', 'group')
      panel.setAttribute('aria-label', this.#bar?.getAttribute('aria-label') ?? '')
      const close = document.createElement('button')
      close.type = 'button'
      close.className = 'btn small close'
      close.textContent = this.dataset.close ?? ''
      close.addEventListener('click', () => { this.#closePanel(block) })
      panel.append(close, document.adoptNode(form))
      this.#closeBar()
      this.#after(block, panel)
      this.#panel = panel
      panel.addEventListener('keydown', (event) => { if (event.key === 'Escape') { event.stopPropagation(); this.#closePanel(block) } })
      panel.querySelector<HTMLElement>('textarea')?.focus()
    } catch { location.assign(address) }
  }

  #closePanel(back?: HTMLElement): void {
    this.#panel?.remove()
    this.#panel = undefined
    if (!back) return
    back.tabIndex = -1
    back.focus()
  }

  readonly #pressed = (event: KeyboardEvent): void => {
    if (!this.#bar) return
    if (event.key === 'Escape') {
      this.#closeBar()
      document.getSelection()?.removeAllRanges()
    } else if (event.key === 'Tab' && !event.shiftKey && !this.#bar.contains(document.activeElement)) {
      // Wherever the browser thinks one is, one is at the words chosen.
      event.preventDefault()
      this.#bar.querySelector('button')?.focus()
    }
  }

  protected override render(): typeof nothing { return nothing }
}

customElements.define('fc-passages', FcPassages)
