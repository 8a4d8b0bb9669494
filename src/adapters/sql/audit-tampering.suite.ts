/** What somebody who can write to the database might do to the audit log, by the names of its suite. */
export const auditTampering = {
  'flip-detail': `update audit_entries set details = '{"kind":"publishable"}' where sequence = 2`,
  'drop-first': 'delete from audit_entries where sequence = 1',
  'drop-last': 'delete from audit_entries where sequence = 3',
  rewind: `delete from audit_entries where sequence = 3;
    update audit_heads set sequence = 2, hash = (select hash from audit_entries where sequence = 2)`,
  swap: `update audit_entries set sequence = case sequence when 2 then 1003 else 1002 end where sequence > 1;
    update audit_entries set sequence = sequence - 1000 where sequence > 1000`,
} as const;
