/** Mails. `f` fills the blanks: what people wrote in it is plain text, on one line. */
type Facts = Readonly<Record<string, string>>

export const mails = {
  reset: {
    subject: (f: Facts) => `${f.instance} : choisir un autre mot de passe`,
    text: (f: Facts) => `Bonjour ${f.name},

Quelqu’un, sans doute vous, a demandé à changer le mot de passe du compte « ${f.handle} ».
Pour en choisir un autre, ouvrez ce lien (il sert une fois, pendant ${f.hours} heures) :

${f.link}

Si ce n’était pas vous, ne faites rien : votre mot de passe reste le même.`,
  },
  confirm: {
    subject: (f: Facts) => `${f.instance} : confirmer votre adresse`,
    text: (f: Facts) => `Bonjour ${f.name},

Le compte « ${f.handle} » dit que cette adresse est la sienne.
Si c’est bien vous, ouvrez ce lien et confirmez (pendant ${f.days} jours) :

${f.link}

Si ce compte n’est pas le vôtre, ne faites rien : l’adresse ne lui sera pas rattachée.`,
  },
  already_registered: {
    subject: (f: Facts) => `${f.instance} : vous avez déjà un compte`,
    text: (f: Facts) => `Bonjour ${f.name},

Cette adresse vient d’être donnée pour le compte « ${f.asked} », mais elle est déjà celle de votre compte « ${f.handle} ».

Si c’était vous, connectez-vous avec « ${f.handle} » :
${f.signIn}

Mot de passe oublié ?
${f.forgotten}

Si vous vouliez un second compte, donnez-lui une autre adresse dans ses réglages.
Si ce n’était pas vous, ne faites rien : personne n’a eu accès à votre compte.`,
  },
  password_changed: {
    subject: (f: Facts) => `${f.instance} : votre mot de passe a changé`,
    text: (f: Facts) => `Bonjour ${f.name},

Le mot de passe du compte « ${f.handle} » vient de changer, et ses connexions ouvertes ont été fermées.

Si ce n’était pas vous, choisissez-en un autre tout de suite :
${f.forgotten}`,
  },
  address_added: {
    subject: (f: Facts) => `${f.instance} : une adresse ajoutée à votre compte`,
    text: (f: Facts) => `Bonjour ${f.name},

L’adresse ${f.address} vient d’être ajoutée au compte « ${f.handle} ». Elle comptera une fois confirmée.

Si ce n’était pas vous, changez de mot de passe tout de suite :
${f.forgotten}`,
  },
  visitor_suggestion: {
    subject: (f: Facts) => `${f.instance} : suggestion reçue, confirmer votre adresse`,
    text: (f: Facts) => `Bonjour,

Quelqu’un, sans doute vous, a suggéré une autre formulation d’un passage de « ${f.title} » et donné cette adresse.
Pour confirmer qu’elle est la vôtre, ouvrez ce lien (pendant ${f.days} jours) :

${f.link}

Si vous avez un compte avec cette adresse, ou en ouvrez un plus tard, vos mots vous seront attribués.
Si ce n’était pas vous, ne faites rien : rien ne vous sera attribué.`,
  },
  signature: (instance: string) => `-- \n${instance}\nCe courriel est parti tout seul : inutile d’y répondre.`,
}
