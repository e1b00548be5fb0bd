export { common } from './common.js'
export { errors } from './errors.js'
export { accounts } from './accounts.js'
export { reading } from './reading.js'
