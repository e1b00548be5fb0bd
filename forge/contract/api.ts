/** Every endpoint of /api/v1. */
import { z } from 'zod'
import { endpoint } from './endpoint.js'
import { ProvenanceView } from './provenance-view.js'
import { ChangeView, CommentView, MergeRequestView, MissingView, PersonView, ResourceView, RoleNameView, RoleView, RuleView, VersionView, VocabularyView } from './views.js'

const text = (max: number) => z.string().max(max)
const oid = z.string().regex(/^[0-9a-f]{40}$/)
const resource = '/api/v1/resources/:owner/:slug'
const proposal = `${resource}/merge-requests/:number`

export const instance = endpoint('GET', '/api/v1', { summary: 'This instance', reply: z.object({ name: z.string(), version: z.string(), openapi: z.string() }) })
export const me = endpoint('GET', '/api/v1/me', { summary: 'Who the token belongs to', access: 'write', reply: z.object({ handle: z.string(), name: z.string(), email: z.string().describe('The address to sign versions with: never a mailbox'), communities: z.array(z.string()) }) })

export const listResources = endpoint('GET', '/api/v1/resources', {
  summary: 'Search the library; `cursor` continues a previous answer',
  query: z.object({ q: text(200).optional(), community: text(80).optional(), owner: text(80).optional(), type: text(80).optional(), theme: text(80).optional(), need: text(80).optional(), language: text(20).optional(), limit: z.coerce.number().int().min(1).max(100).default(20), cursor: text(200).optional() }),
  reply: z.object({ total: z.number(), items: z.array(ResourceView), next: z.string().nullable() }),
})
export const listNeighbours = endpoint('GET', '/api/v1/neighbours', {
  summary: 'Published sheets close to a title and needs: five at most, nearest first',
  query: z.object({ title: text(300), need: z.union([z.array(text(80)).max(30), text(80).transform((one) => [one])]).default([]) }),
  reply: z.object({ items: z.array(ResourceView.extend({ sharedNeeds: z.array(z.string()) })) }),
})
export const getResource = endpoint('GET', resource, { summary: 'One resource', reply: ResourceView })
export const createResource = endpoint('POST', '/api/v1/resources', {
  summary: 'Create a resource: empty (to push into), or with its first text', status: 201,
  body: z.object({ owner: text(80), slug: text(80).optional(), text: text(2_000_000).optional(), reason: text(2000).optional() }), reply: ResourceView,
})
export const getText = endpoint('GET', `${resource}/text`, { summary: 'The main file of a version: as it is with a token, without the names that people took away without one', query: z.object({ version: text(120).optional() }), reply: z.object({ path: z.string(), version: z.string(), text: z.string() }) })
export const publish = endpoint('POST', `${resource}/versions`, {
  summary: 'Publish a version directly, where the decision rule allows it',
  body: z.object({ base: oid, text: text(2_000_000), reason: text(4000).min(1), path: text(1000).optional() }), reply: z.object({ commit: oid, resource: ResourceView }), status: 201,
})
export const addPicture = endpoint('POST', `${resource}/pictures`, {
  summary: 'Add a picture to the main text: made anew from its pixels, with its credit under it and its record beside it. Published where the decision rule allows it, proposed otherwise. Each thing missing or refused is an item of `errors`, with the `field` it is about',
  status: 201, file: 'image',
  body: z.object({
    alt: text(1000).default('').describe('What the picture shows, for those who cannot see it. Asked for'),
    maker: z.enum(['me', 'other']).optional().describe('Who made it. Asked for'), author: text(300).default('').describe('The name of whoever made it, when it is somebody else'),
    licence: text(300).default('').describe('Its licence: an id, an address or a name with its version; `fiche` for that of the resource, of one’s own picture; `inconnue` when nobody knows. Asked for'),
    source: text(1000).default('').describe('Where it comes from; asked for when somebody else made it and the licence says so'), modified: z.enum(['true', 'false']).default('false').describe('Whether somebody else’s picture was changed otherwise than in size and format'),
    place: z.enum(['start', 'end', 'cover']).default('end'), under: text(200).optional().describe('Rather under this heading, by its words'),
    understood: text(100).optional().describe('The `code` of what an earlier answer (409) said is to be understood first'),
    propose: z.enum(['true', 'false']).default('false').describe('Propose it though it might be published at once'), mergeRequest: z.coerce.number().int().min(1).optional().describe('Add it to this open proposition of one’s own'), reason: text(4000).default(''),
  }),
  reply: z.object({ path: z.string(), outcome: z.enum(['published', 'proposed']), commit: oid.nullable(), mergeRequest: z.number().nullable() }),
})
export const undo = endpoint('POST', `${resource}/versions/:version/undo`, {
  summary: 'Take back what one version changed: at once where the decision rule allows it, as a proposition otherwise', body: z.object({ reason: text(2000).default('') }),
  reply: z.object({ outcome: z.enum(['undone', 'proposed']), commit: oid.nullable(), mergeRequest: z.number().nullable() }),
})
export const listVersions = endpoint('GET', `${resource}/versions`, { summary: 'Published versions, newest first', query: z.object({ page: z.coerce.number().int().min(1).default(1) }), reply: z.object({ total: z.number(), pages: z.number(), items: z.array(VersionView) }) })
export const compare = endpoint('GET', `${resource}/compare`, {
  summary: 'What changed between two versions', query: z.object({ from: text(120).optional(), to: text(120).optional() }),
  reply: z.object({ from: z.string().nullable(), to: z.string(), summary: z.string(), html: z.string(), otherFiles: z.array(z.object({ path: z.string(), status: z.string() })) }),
})
export const listContributions = endpoint('GET', `${resource}/contributions`, {
  summary: 'Every author and co-author of the history, once each; what people did besides writing, confirmed or not; and the confirmed roles of what it was adapted from',
  reply: z.object({ people: z.array(z.object({ name: z.string(), handle: z.string().nullable(), roles: z.array(z.string()), firstAt: z.string(), lastAt: z.string(), versions: z.number(), fromOrigin: z.boolean() })),
    roles: z.array(RoleView).default([]), rolesBefore: z.array(z.object({ role: RoleNameView, name: z.string(), handle: z.string().nullable() })).default([]) }),
})
export const whoWroteWhat = endpoint('GET', `${resource}/provenance`, {
  summary: 'Who wrote each word of a Markdown file of a version, the main one unless `path`', query: z.object({ version: text(120).optional(), path: text(1000).optional() }), reply: ProvenanceView,
})
const role = `${resource}/contributions/roles/:claim`
export const nameRole = endpoint('POST', `${resource}/contributions/roles`, {
  summary: 'Say what one did besides writing, or what somebody else did: by `handle`, or by `name` for who has no account. One of both at most', status: 201,
  body: z.object({ role: RoleNameView, handle: text(80).optional(), name: text(200).optional(), note: text(1000).default('') }).refine(({ handle, name }) => handle === undefined || name === undefined, 'handle or name, not both'), reply: RoleView,
})
export const confirmRole = endpoint('POST', `${role}/confirm`, { summary: 'Say that it is right: the person named, or a steward of what they claim', body: z.object({ reason: text(1000).default('') }).optional(), reply: RoleView })
export const declineRole = endpoint('POST', `${role}/decline`, { summary: 'Say that it is not', body: z.object({ reason: text(1000).default('') }).optional(), reply: RoleView })
export const withdrawRole = endpoint('POST', `${role}/withdraw`, { summary: 'Take one’s own name away, or one’s offer while it waits; of who has no account, a steward does when they ask', body: z.object({ reason: text(1000).default('') }).optional(), reply: RoleView })
export const disputeRole = endpoint('POST', `${role}/disputes`, { summary: 'Say that it is not what happened; nothing is removed', status: 201, body: z.object({ reason: text(2000).min(1) }), reply: RoleView })
export const answerDispute = endpoint('POST', `${role}/disputes/:dispute/answers`, { summary: 'Answer a dispute; `lifts`: its author is satisfied', status: 201, body: z.object({ text: text(2000).default(''), lifts: z.boolean().default(false) }), reply: RoleView })

export const listMergeRequests = endpoint('GET', `${resource}/merge-requests`, { summary: 'Propositions of a resource', query: z.object({ state: z.enum(['open', 'merged', 'declined', 'withdrawn']).optional() }), reply: z.object({ items: z.array(MergeRequestView.extend({ missing: z.array(MissingView).default([]) })) }) })
export const getMergeRequest = endpoint('GET', proposal, { summary: 'One proposition with its discussion', reply: z.object({ mergeRequest: MergeRequestView, summary: z.string(), discussion: z.array(CommentView) }) })
export const awaiting = endpoint('GET', '/api/v1/me/awaiting', {
  summary: 'Open propositions that await something of the owner of the token, those that wait since longest first', access: 'write',
  reply: z.object({ items: z.array(z.object({ mergeRequest: MergeRequestView, resource: z.object({ owner: z.string(), slug: z.string(), title: z.string() }), as: z.enum(['steward', 'member']), missing: z.array(MissingView) })) }),
})
export const listChanges = endpoint('GET', `${proposal}/changes`, {
  summary: 'What a proposition changes, one change after the other, and what was answered about each',
  query: z.object({ iteration: z.coerce.number().int().min(1).optional() }),
  reply: z.object({
    mergeRequest: MergeRequestView, iteration: z.number(),
    files: z.array(z.object({ path: z.string(), oldPath: z.string(), status: z.enum(['added', 'deleted', 'modified', 'renamed']), kind: z.enum(['text', 'image', 'other']), summary: z.string().nullable(), changes: z.array(ChangeView) })),
    missing: z.array(MissingView), merge: z.enum(['clean', 'contained', 'conflicts']).nullable().describe('Whether it would merge now; null once closed'),
    integrators: z.union([z.literal('members'), z.array(PersonView)]).describe('Who can integrate it: members of the community, or these people'),
  }),
})
export const review = endpoint('POST', `${proposal}/reviews`, {
  summary: 'One finished review: answers change by change, and a verdict. Answers of who may integrate decide; those of others are opinions', status: 201,
  body: z.object({
    iteration: z.number().int().min(1).describe('The one that was read; refused when another came since'),
    decisions: z.array(z.object({ change: text(2000), decision: z.enum(['accepted', 'not_kept']), reason: text(10_000).default('') })).max(2000).default([]),
    verdict: z.enum(['question', 'consent', 'objection', 'bonification']).optional(), text: text(10_000).default(''), liftCondition: text(4000).default(''),
  }),
  reply: MergeRequestView,
})
export const propose = endpoint('POST', `${resource}/merge-requests`, {
  summary: 'Offer a changed text', status: 201,
  body: z.object({ base: oid, text: text(2_000_000), title: text(300).min(1), reason: text(4000).default(''), path: text(1000).optional() }), reply: MergeRequestView,
})
export const updateProposal = endpoint('POST', `${proposal}/iterations`, { summary: 'A new iteration of one’s proposition', status: 201, body: z.object({ text: text(2_000_000), message: text(4000).default(''), path: text(1000).optional() }), reply: MergeRequestView })
export const comment = endpoint('POST', `${proposal}/comments`, { summary: 'Say something about a proposition', status: 201, body: z.object({ text: text(10_000).min(1), change: text(2000).optional().describe('The change it is about, by its name'), iteration: z.number().int().min(1).optional() }), reply: MergeRequestView })
export const giveVerdict = endpoint('POST', `${proposal}/verdicts`, {
  summary: 'Question, consent, objection or improvement', status: 201,
  body: z.object({ verdict: z.enum(['question', 'consent', 'objection', 'bonification']), text: text(10_000).default(''), liftCondition: text(4000).optional() }), reply: MergeRequestView,
})
export const liftObjection = endpoint('POST', `${proposal}/verdicts/:event/lift`, { summary: 'Lift an objection', body: z.object({ reason: text(4000).default('') }), reply: MergeRequestView })
export const merge = endpoint('POST', `${proposal}/merge`, { summary: 'Integrate a proposition into the published text', body: z.object({}).optional(), reply: z.object({ commit: oid, mergeRequest: MergeRequestView }) })
export const decline = endpoint('POST', `${proposal}/decline`, { summary: 'Do not keep a proposition, with the reason', body: z.object({ reason: text(4000).min(1) }), reply: MergeRequestView })
export const withdraw = endpoint('POST', `${proposal}/withdraw`, { summary: 'Take one’s proposition back', body: z.object({ reason: text(4000).default('') }), reply: MergeRequestView })

export const adapt = endpoint('POST', `${resource}/adaptations`, {
  summary: 'Make one’s own copy, with its lineage', status: 201,
  body: z.object({ owner: text(80), title: text(300).optional(), slug: text(80).optional(), reason: z.enum(['public', 'duree', 'lieu', 'langue', 'accessibilite', 'autre']), explanation: text(2000).default(''), licence: text(300).optional().describe('When the header of the origin joins several licences (`A OR B`): the one chosen, or all of them as they are joined. Refused, with what may be chosen, when it is missing then') }), reply: ResourceView,
})
export const listAdaptations = endpoint('GET', `${resource}/adaptations`, { summary: 'Adaptations of a resource', reply: z.object({ items: z.array(ResourceView) }) })
export const takeNews = endpoint('POST', `${resource}/news`, { summary: 'Take into an adaptation what its origin published since', body: z.object({}).optional(), reply: z.object({ taken: z.boolean(), commit: oid.nullable(), proposed: z.number().nullable().describe('The proposition that offers them, where the rule lets nobody publish alone'), resource: ResourceView }) })
export const offerBack = endpoint('POST', `${resource}/offers`, { summary: 'Offer an adaptation’s changes to its origin', status: 201, body: z.object({ title: text(300).min(1), reason: text(4000).default('') }), reply: MergeRequestView })

export const communities = endpoint('GET', '/api/v1/communities', { summary: 'Communities', reply: z.object({ items: z.array(z.object({ handle: z.string(), name: z.string(), description: z.string(), rule: RuleView.describe('The decision rule of resources born there') })) }) })
export const person = endpoint('GET', '/api/v1/people/:handle', { summary: 'A person, as they present themselves', reply: PersonView.extend({ bio: z.string() }) })

export const vocabularies = endpoint('GET', '/api/v1/vocabularies', { summary: 'Controlled lists of the fiches', reply: z.object({ items: z.array(VocabularyView.omit({ concepts: true }).extend({ terms: z.number() })) }) })
const header = z.record(z.string(), z.unknown())
export const words = endpoint('GET', '/api/v1/words', {
  summary: 'The lists of words and the community profiles in force, each as the header of the fiche that holds it',
  reply: z.object({
    lists: z.array(z.object({ id: z.string(), fiche: z.string().nullable().describe('Where it changes; null while it is what came with the forge'), header })),
    profiles: z.array(z.object({ community: z.string(), fiche: z.string().nullable(), header })),
  }),
})
export const vocabulary = endpoint('GET', '/api/v1/vocabularies/:id', { summary: 'One controlled list with its terms', reply: VocabularyView })

const ImportReply = z.object({
  source: z.string(),
  resources: z.array(z.object({
    outcome: z.enum(['created', 'updated', 'unchanged', 'diverged']), owner: z.string(), slug: z.string(), title: z.string(), path: z.string(), commits: z.number(),
    authors: z.array(z.object({ name: z.string(), email: z.string() })).describe('Every author and co-author of the history, for who imports to check'), licence: z.string().nullable(),
    ancestors: z.array(z.object({ path: z.string(), how: z.enum(['renamed', 'older_folder']), similarity: z.number().optional() })), proposal: z.number().optional(),
  })),
  skipped: z.array(z.object({ path: z.string(), reason: z.enum(['path_refused', 'too_large', 'retired']) })),
  proposals: z.array(z.object({
    ref: z.string(), outcome: z.enum(['opened', 'updated', 'unchanged', 'already_in', 'unrelated', 'damaged', 'not_yours']), owner: z.string(), slug: z.string(), number: z.number().optional(), title: z.string().optional(),
    isInText: z.boolean().optional().describe('What it changes is already in the published text, in other versions'),
  })).optional().describe('What became of each ref that `proposals` matched'),
})
export const importSource = endpoint('POST', '/api/v1/imports', {
  summary: 'Import a public repository with its history: one resource for each file that `files` (Git pathspecs) match, or the whole as one', status: 201,
  body: z.object({ source: text(2000).min(1), owner: text(80), steward: text(80).optional(), files: z.array(text(500)).max(50).default([]), olderFolders: z.array(text(500)).max(50).default([]), proposals: z.array(text(500)).max(50).default([]).describe('Refs of the source that hold changes offered to it, such as refs/pull/*/head: they become propositions') }), reply: ImportReply,
})
const many = z.union([z.array(text(500)).max(50), text(500).transform((one) => [one])]).default([])
export const importBundle = endpoint('POST', '/api/v1/imports/bundle', {
  summary: 'The same from a Git bundle, sent as the request’s body (application/x-git-bundle)', status: 201,
  query: z.object({ owner: text(80), name: text(200).min(1), steward: text(80).optional(), files: many, olderFolders: many, proposals: many }), reply: ImportReply,
})
