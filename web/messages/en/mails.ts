import type { mails as fr } from '../fr/mails.js'

/** Mails. */
export const mails: typeof fr = {
  reset: {
    subject: (f) => `${f.instance}: choose another password`,
    text: (f) => `Hello ${f.name},

Somebody, most likely you, asked to change the password of the account “${f.handle}”.
To choose another, open this link (it works once, for ${f.hours} hours):

${f.link}

If it was not you, do nothing: your password stays the same.`,
  },
  confirm: {
    subject: (f) => `${f.instance}: confirm your address`,
    text: (f) => `Hello ${f.name},

The account “${f.handle}” says that this address is its own.
If that is you, open this link and confirm (within ${f.days} days):

${f.link}

If this account is not yours, do nothing: the address will not be attached to it.`,
  },
  already_registered: {
    subject: (f) => `${f.instance}: you already have an account`,
    text: (f) => `Hello ${f.name},

This address has just been given for the account “${f.asked}”, but it already belongs to your account “${f.handle}”.

If it was you, sign in as “${f.handle}”:
${f.signIn}

Forgotten password?
${f.forgotten}

If you wanted a second account, give it another address in its settings.
If it was not you, do nothing: nobody got into your account.`,
  },
  password_changed: {
    subject: (f) => `${f.instance}: your password has changed`,
    text: (f) => `Hello ${f.name},

The password of the account “${f.handle}” has just changed, and its open sessions were closed.

If it was not you, choose another one right away:
${f.forgotten}`,
  },
  address_added: {
    subject: (f) => `${f.instance}: an address was added to your account`,
    text: (f) => `Hello ${f.name},

The address ${f.address} has just been added to the account “${f.handle}”. It will count once confirmed.

If it was not you, change your password right away:
${f.forgotten}`,
  },
  visitor_suggestion: {
    subject: (f) => `${f.instance}: suggestion received, confirm your address`,
    text: (f) => `Hello,

Somebody, probably you, suggested another wording for a passage of “${f.title}” and gave this address.
To confirm that it is yours, open this link (within ${f.days} days):

${f.link}

If you have an account with this address, or open one later, your words will be credited to you.
If it was not you, do nothing: nothing will be credited to you.`,
  },
  signature: (instance) => `-- \n${instance}\nThis mail was sent automatically: no need to answer.`,
}
