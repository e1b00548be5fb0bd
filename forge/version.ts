/** The forge's version, shown by `communs --version`, `/api/v1` and part of every rendering cache key. */
export const version = '0.1.0'
