import sharp from 'sharp'

/**
 * The only decoders that a file somebody sends may reach: what it says it is, or how it is named, counts for nothing. Every other one
 * (SVG, PDF, TIFF, raw sensors…) is closed for the whole process, which only makes pictures (`main.ts`).
 */
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({ operation: ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Heif'].flatMap((format) => [`VipsForeignLoad${format}File`, `VipsForeignLoad${format}Buffer`]) })
// Nothing is decoded twice, and memory goes back once a picture is done.
sharp.cache(false)
sharp.concurrency(1)

export { sharp }
