/** What the forge is measured beside: `git http-backend` and cgit behind nginx and fcgiwrap, in a folder of their own, on a port of their own. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import path from 'node:path'

export interface Peers { readonly gitUrl: string; readonly cgitUrl: string; stop(): Promise<void> }

const freePort = (): Promise<number> => new Promise((resolve) => {
  const server = createServer().listen(0, '127.0.0.1', () => { const { port } = server.address() as AddressInfo; server.close(() => { resolve(port) }) })
})

/** The Debian packages of this bench, or what to install. */
function requireTools(): { nginx: string; fcgiwrap: string } {
  const find = (name: string): string => {
    for (const folder of ['/usr/sbin', '/usr/bin', '/usr/local/sbin']) if (spawnSync('test', ['-x', `${folder}/${name}`]).status === 0) return `${folder}/${name}`
    throw new Error(`${name} is missing: apt install nginx-light fcgiwrap cgit`)
  }
  return { nginx: find('nginx'), fcgiwrap: find('fcgiwrap') }
}

/** Serves the bare repositories of `root` at `gitUrl` (clone, push) and `cgitUrl` (pages). */
export async function startPeers(folder: string, root: string): Promise<Peers> {
  const { nginx, fcgiwrap } = requireTools()
  mkdirSync(folder, { recursive: true })
  const at = (name: string) => path.join(folder, name)
  const port = await freePort()
  writeFileSync(at('cgitrc'), `virtual-root=/cgit/\nscan-path=${root}\nenable-index-links=0\ncache-size=0\n`)
  const parameters = ['QUERY_STRING $query_string', 'REQUEST_METHOD $request_method', 'CONTENT_TYPE $content_type', 'CONTENT_LENGTH $content_length', 'REQUEST_URI $request_uri', 'SERVER_PROTOCOL $server_protocol', 'REMOTE_ADDR $remote_addr', 'SERVER_NAME localhost', 'SERVER_PORT $server_port']
    .map((line) => `fastcgi_param ${line};`).join('\n')
  writeFileSync(at('nginx.conf'), `daemon off; worker_processes 2; pid ${at('nginx.pid')}; error_log ${at('error.log')};
${process.getuid?.() === 0 ? 'user root;' : ''}
events { worker_connections 512; }
http {
  access_log off; client_max_body_size 0; keepalive_requests 1000000;
  client_body_temp_path ${at('body')}; fastcgi_temp_path ${at('fastcgi')}; proxy_temp_path ${at('proxy')}; uwsgi_temp_path ${at('uwsgi')}; scgi_temp_path ${at('scgi')};
  server {
    listen 127.0.0.1:${port};
    ${parameters}
    location ~ ^/git(/.*)$ {
      ${parameters}
      fastcgi_param SCRIPT_FILENAME /usr/lib/git-core/git-http-backend; fastcgi_param GIT_PROJECT_ROOT ${root}; fastcgi_param GIT_HTTP_EXPORT_ALL 1;
      fastcgi_param PATH_INFO $1; fastcgi_param REMOTE_USER bench; fastcgi_param HTTP_GIT_PROTOCOL $http_git_protocol; fastcgi_param GIT_PROTOCOL $http_git_protocol;
      fastcgi_param HTTP_CONTENT_ENCODING $http_content_encoding;
      fastcgi_pass unix:${at('fcgi.sock')};
    }
    location ~ ^/cgit(/.*)$ {
      ${parameters}
      fastcgi_param SCRIPT_FILENAME /usr/lib/cgit/cgit.cgi; fastcgi_param CGIT_CONFIG ${at('cgitrc')}; fastcgi_param PATH_INFO $1;
      fastcgi_pass unix:${at('fcgi.sock')};
    }
  }
}
`)
  const env = { PATH: process.env.PATH, HOME: folder, GIT_CONFIG_GLOBAL: at('gitconfig') }
  writeFileSync(at('gitconfig'), '[safe]\n\tdirectory = *\n')
  const children: ChildProcess[] = [
    spawn(fcgiwrap, ['-f', '-c', '8', '-s', `unix:${at('fcgi.sock')}`], { env, stdio: 'ignore' }),
    spawn(nginx, ['-p', folder, '-c', at('nginx.conf')], { env, stdio: 'ignore' }),
  ]
  const base = `http://127.0.0.1:${port}`
  const stop = async (): Promise<void> => {
    await Promise.all(children.map((child) => new Promise<void>((resolve) => {
      if (child.exitCode !== null) { resolve(); return }
      child.once('exit', () => { resolve() })
      child.kill('SIGTERM')
      setTimeout(() => { child.kill('SIGKILL') }, 3000).unref()
    })))
  }
  for (let tries = 0; ; tries += 1) {
    const answer = await fetch(`${base}/cgit/`).catch(() => undefined)
    if (answer?.ok) break
    if (tries > 100) { await stop(); throw new Error(`nginx or fcgiwrap does not answer; see ${at('error.log')}`) }
    await new Promise((go) => setTimeout(go, 50))
  }
  return { gitUrl: `${base}/git`, cgitUrl: `${base}/cgit`, stop }
}
