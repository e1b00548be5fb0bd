import type { Ui } from '../ui.js'

/** Names of files that are pictures. */
export const picture = /\.(?:avif|gif|jpe?g|png|svg|webp)$/i

/** Which file of a fiche one is at, as a title: its main text, a picture by its name, another file by its path. */
export const fileHeading = ({ m: { reviewing } }: Ui, mainPath: string, path: string): string =>
  (path === mainPath ? reviewing.mainFile : picture.test(path) ? reviewing.pictureFile(path.split('/').at(-1)!) : reviewing.file(path))
