// What could pay for somebody's places: the condition that spares most people a plan.

/** SQL: whether anything pays, or could pay, for the client that `person` (a row with studio_id and client_id) names. */
export const paysFor = (person: string): string => `
  exists(select from subscription s where s.studio_id = ${person}.studio_id and s.closed_as is null and (s.client_id = ${person}.client_id or s.other_client_ids @> array[${person}.client_id]))
  or exists(select from account a where a.studio_id = ${person}.studio_id and a.account = 'client' and a.id = ${person}.client_id and a.balance_minor < 0)
  or exists(select from booking b where b.studio_id = ${person}.studio_id and b.client_id = ${person}.client_id and b.state = 'booked' and b.is_paid)`;
