import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/**
 * The two hooks of a push. They decide nothing: they hand the talk over to the server through named pipes made for this push
 * (`$COMMUNS_TALK`), because a hook in Node would cost each push one more Node start.
 */
const preReceive = `#!/bin/sh
{
  printf 'quarantine %s\\n' "$GIT_QUARANTINE_PATH"
  i=0
  while [ "$i" -lt "\${GIT_PUSH_OPTION_COUNT:-0}" ]; do
    eval "option=\\$GIT_PUSH_OPTION_$i"
    printf 'option %s\\n' "$option"
    i=$((i + 1))
  done
  while IFS= read -r line; do printf 'command %s\\n' "$line"; done
  echo end
} > "$COMMUNS_TALK/judge-ask"
while IFS= read -r line; do
  case $line in
    'exit '*) exit "\${line#exit }" ;;
    'say '*) printf '%s\\n' "\${line#say }" >&2 ;;
  esac
done < "$COMMUNS_TALK/judge-answer"
exit 1
`
const procReceive = `#!/bin/sh
exec 3<&0
cat <&3 > "$COMMUNS_TALK/record-ask" &
cat < "$COMMUNS_TALK/record-answer"
cat < "$COMMUNS_TALK/record-say" >&2
`

/** Names of the pipes of one push. */
export const pipeNames = ['judge-ask', 'judge-answer', 'record-ask', 'record-answer', 'record-say'] as const
export type PipeName = (typeof pipeNames)[number]

/** Writes the hooks in the run folder, ready to run, and answers their folder. */
export function writeHooks(runRoot: string): string {
  const folder = path.join(runRoot, 'hooks')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  for (const [name, script] of [['pre-receive', preReceive], ['proc-receive', procReceive]] as const) {
    const file = path.join(folder, name)
    writeFileSync(file, script)
    chmodSync(file, 0o700)
  }
  return folder
}
