/** The commands, by the word that is typed. */
export type CommandName =
  | 'apply'
  | 'plan'
  | 'show'
  | 'status'
  | 'validate'
  | 'graph'
  | 'init'
  | 'explain'
  | 'schema'
  | 'permissions'
  | 'forget'
  | 'force-unlock'
  | 'sandbox'
  | 'audit'
  | 'daemon'
  | 'completion'
  | 'version';
