/** Citing a fiche: the credit ready to paste, its forms, versions and languages. */
import type { citing as french } from '../fr/citing.js'

export const citing: typeof french = {
  title: 'Cite this fiche',
  titleOf: (title) => `Cite “${title}”`,
  ready: 'The credit, ready to paste',
  readyHint: 'Title, people, version, licence, changes and origin: all that the licence asks for.',
  copyReady: 'Copy the credit',
  ofCurrent: 'It is about the current version; the address always leads to the fiche.',
  ofVersion: (name) => `This credit holds for ${name}, which is not the current version.`,
  ofCurrentLink: 'Cite the current version',
  language: 'Language',
  languages: { fr: 'français', en: 'English' },
  names: 'Names',
  fewNames: 'the first ones, then the number of others',
  allNames: 'every name',
  version: 'Version',
  currentVersion: 'The current version',
  show: 'Show',
  anyVersion: 'Any other version is cited from',
  anyVersionLink: 'the history',
  cite: 'Cite',
  forms: 'In another form',
  formsLegend: 'What for?',
  formNames: { text: 'Text', markdown: 'Markdown', html: 'Web page', bibtex: 'BibTeX', ris: 'RIS', csl: 'CSL-JSON', cff: 'CITATION.cff', jsonld: 'JSON-LD' },
  uses: {
    text: 'For a printed document, slides, an e-mail.', markdown: 'For a pad, a wiki, a notebook.', html: 'To paste into the code of a web page: search engines and reuse tools read the licence there too.',
    bibtex: 'For a bibliography with LaTeX, JabRef or Zotero.', ris: 'For a bibliography with Zotero, EndNote or Mendeley.', csl: 'For tools that read CSL-JSON: Zotero, Pandoc…', cff: 'To put in a shared folder: it says how to cite what it holds.', jsonld: 'For search engines and other sites.',
  },
  preview: 'What it gives',
  download: (file) => `Download ${file}`,
  noLicence: 'The licence of this fiche is to be clarified: the credit says so.',
}
