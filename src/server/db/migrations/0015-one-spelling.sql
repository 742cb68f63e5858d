-- Numbers of this country that were written before they were kept in one spelling: 067 123-45-67, 80671234567, 380671234567 are +380671234567.
-- What is no such number stays as somebody wrote it. Devices read anew.
create function pg_temp.spelled(phone text) returns text language sql immutable as $$
  select case when phone ~ '^\s*\+?[\d\s().–—/-]+$' and right(digits, 9) ~ '^[1-9]\d{8}$' and left(digits, -9) in ('380', '80', '0', '')
      and (phone !~ '^\s*(\+|00)' or digits like '380%') then '+380' || right(digits, 9) else phone end
  from (select regexp_replace(regexp_replace(phone, '\D', '', 'g'), '^00(?=\d{9})', '') as digits) d
$$;
update studio set epoch = md5(random()::text || id) where zone in ('Europe/Kyiv', 'Europe/Kiev')
  and (exists(select from client c where c.studio_id = studio.id and c.phone <> pg_temp.spelled(c.phone)) or exists(select from trainer t where t.studio_id = studio.id and t.phone <> pg_temp.spelled(t.phone)));
update client c set phone = pg_temp.spelled(phone) from studio s where s.id = c.studio_id and s.zone in ('Europe/Kyiv', 'Europe/Kiev') and phone <> pg_temp.spelled(phone);
update trainer t set phone = pg_temp.spelled(phone) from studio s where s.id = t.studio_id and s.zone in ('Europe/Kyiv', 'Europe/Kiev') and phone <> pg_temp.spelled(phone);
