/** On a proposition's page, whose forms work without it: asks what would lift an objection only when objecting. */
const form = document.querySelector<HTMLFormElement>('.verdict-form')
if (form) {
  const lift = form.querySelector<HTMLElement>('[data-objection]')
  const label = form.querySelector<HTMLElement>('[data-label-message]')
  const text = form.querySelector<HTMLTextAreaElement>('#avis-texte')
  const message = label?.textContent ?? ''
  const show = (): void => {
    const isObjection = form.querySelector<HTMLInputElement>('input[name=verdict]:checked')?.value === 'objection'
    if (lift) lift.hidden = !isObjection
    if (label) label.textContent = isObjection ? text?.dataset.labelRisk ?? message : message
  }
  form.addEventListener('change', show)
  show()
}
