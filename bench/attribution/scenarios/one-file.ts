/** One fiche that many people improve: what WikiWho was made for. */
import { combined } from '../combine.js'
import { edited, places, spliced, withBody } from '../edits.js'
import type { Page, Version } from '../page.js'
import { pageAt } from '../page.js'
import type { Story } from '../story.js'
import { handOf, MOVES, PLAIN, revise, through, type Scenario, type Weights } from './scenario.js'

const FICHE = 'README.md'

export const plainEdits: Scenario = {
  name: 'plain', title: 'plain edits', target: { percent: 99.5, named: true },
  tell(story) { story.begin(FICHE); through(story, 0, () => { revise(story, FICHE) }, () => undefined) },
}

export const reflow: Scenario = {
  name: 'reflow', title: 'reflow', target: { percent: 99.5, named: true },
  tell(story) {
    story.begin(FICHE)
    through(story, 0.3, () => { revise(story, FICHE) }, () => { rewrap(story) })
  },
}

function rewrap(story: Story): void {
  story.edit(FICHE, { deed: 'formats' }, (page) => ({ ...page, style: { ...page.style, wrap: story.luck.of([0, 60, 72, 80, 100].filter((wrap) => wrap !== page.style.wrap)) } }))
}

export const moves: Scenario = {
  name: 'moves', title: 'moves', target: { percent: 99.5, named: true },
  tell(story) { story.begin(FICHE); through(story, 0.4, () => { revise(story, FICHE) }, () => { revise(story, FICHE, MOVES, { deed: 'moves' }) }) },
}

/** Empties most of the page, fills it with anything, or takes passages away. */
export function vandalise(story: Story, path: string): void {
  const { luck } = story
  story.edit(path, {}, (page, pen) => {
    switch (luck.weighted({ blank: 2, junk: 2, cut: 2 })) {
      case 'blank': return withBody(page, [page.body[0]!, pen.paragraph()])
      case 'junk': return withBody(page, page.body.map((block) => (luck.happens(0.3) && block.kind === 'text' ? { ...block, parts: [pen.sentence(), ...block.parts.filter(() => luck.happens(0.5)), pen.sentence()] } : block)))
      case 'cut': return withBody(page, page.body.filter((_, i) => i === 0 || luck.happens(0.5)))
    }
  })
}

/** Takes one version back, whatever came after it. */
export function undo(story: Story, path: string, version: Version): Version {
  const before = version.parents[0]
  if (!before) throw new Error('a first version cannot be undone')
  return story.edit(path, { deed: 'restores', message: `Revert "${version.message.split('\n')[0]!}"\n\nThis reverts commit ${version.oid}.` }, (page) => combined(pageAt(version.tree, path), page, pageAt(before.tree, path), (ours) => ours))
}

export const reverts: Scenario = {
  name: 'reverts', title: 'reverts and vandalism', target: { percent: 99.5, named: true },
  tell(story) {
    story.begin(FICHE)
    through(story, 0.25, () => { revise(story, FICHE) }, () => { revertSomething(story) })
  },
}

export function revertSomething(story: Story): void {
  const tip = story.tip!
  const good = story.page(FICHE)
  const back = (page: Page) => story.edit(FICHE, { deed: 'restores' }, () => page)
  switch (story.luck.weighted({ vandalism: 5, 'old version': 1, 'one version': 3 })) {
    case 'vandalism': vandalise(story, FICHE); if (story.luck.happens(0.3)) vandalise(story, FICHE); back(good); break
    case 'old version': {
      let old = tip
      for (let steps = 1 + story.luck.below(4); steps > 0 && old.parents[0]; steps--) old = old.parents[0]
      back(pageAt(old.tree, FICHE))
      break
    }
    case 'one version': {
      let old = tip
      for (let steps = story.luck.below(4); steps > 0 && old.parents[0]?.parents[0]; steps--) old = old.parents[0]
      if (old.parents[0]) undo(story, FICHE, old)
      break
    }
  }
}

export const revertOfRevert: Scenario = {
  name: 'revert-of-revert', title: 'reverts of reverts', target: { percent: 99.5, named: false },
  tell(story) {
    story.begin(FICHE)
    through(story, 0.2, () => { revise(story, FICHE) }, () => {
      const disputed = revise(story, FICHE, { 'add paragraph': 2, 'add sentence': 2, words: 2, 'rewrite sentence': 1 })
      const undone = undo(story, FICHE, disputed)
      if (story.luck.happens(0.5)) revise(story, FICHE)
      const again = undo(story, FICHE, undone)
      if (story.luck.happens(0.3)) { undo(story, FICHE, again); undo(story, FICHE, story.tip!) }
    })
  },
}

export const rewrites: Scenario = {
  name: 'rewrites', title: 'heavy rewrites', target: { percent: 95, named: true },
  tell(story) {
    story.begin(FICHE)
    const heavy: Weights = { 'rewrite sentence': 4, 'rewrite paragraph': 3, 'replace sentence': 1 }
    through(story, 0.6, () => { revise(story, FICHE) }, () => { revise(story, FICHE, heavy) })
  },
}

export const moveAndEdit: Scenario = {
  name: 'move-edit', title: 'move + edit, sentence swaps', target: { percent: 99, named: true },
  tell(story) {
    story.begin(FICHE)
    through(story, 0.6, () => { revise(story, FICHE) }, () => { revise(story, FICHE, { 'move and edit': 4, 'swap sentences': 3, 'move sentence': 1 }) })
  },
}

export const hardMix: Scenario = {
  name: 'hard-mix', title: 'hard mix in one file', target: { percent: 96, named: true },
  tell(story) {
    story.begin(FICHE)
    for (let turn = 0; turn < story.family.versions; turn++) {
      switch (story.luck.weighted({ plain: 4, moves: 2, rewrites: 2.5, 'move and edit': 2, reverts: 1, reflow: 0.7, shuffle: 0.3 })) {
        case 'plain': revise(story, FICHE); break
        case 'moves': revise(story, FICHE, MOVES, { deed: 'moves' }); break
        case 'rewrites': revise(story, FICHE, { 'rewrite sentence': 3, 'rewrite paragraph': 1, 'replace sentence': 1 }); break
        case 'move and edit': revise(story, FICHE, { 'move and edit': 2, 'swap sentences': 1, words: 1 }); break
        case 'reverts': revertSomething(story); break
        case 'reflow': rewrap(story); break
        case 'shuffle': shuffle(story); break
      }
    }
  },
}

/** Two paragraphs made one, one cut in two, edited on the way. */
function shuffle(story: Story): void {
  story.edit(FICHE, {}, (page, pen) => {
    const at = places(page, ({ kind, parts }) => kind === 'text' && parts.length > 1)
    const which = at.length === 0 ? undefined : story.luck.of(at)
    if (which === undefined) return page
    const block = page.body[which]!
    const next = page.body[which + 1]
    const cut = 1 + story.luck.below(block.parts.length - 1)
    const body = next?.kind === 'text' && story.luck.happens(0.5)
      ? spliced(page.body, which, 2, { ...block, parts: [...block.parts, ...next.parts] })
      : spliced(page.body, which, 1, { ...block, parts: block.parts.slice(0, cut) }, pen.block('text', block.parts.slice(cut)))
    return edited(withBody(page, body), handOf(story, pen), PLAIN)
  })
}
