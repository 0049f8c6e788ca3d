-- +goose Up

-- Instants are UTC microseconds, 0 for none. Days and months are text and sort.
-- Columns of bytes are sealed, blind indexes or hashes (decisions 13, 17, 18).
-- Text compares byte by byte, as in the other store.

create table mark (
  name  text not null primary key,
  value text not null
) strict;

create table person (
  id           text   not null primary key,
  wrapped_key  blob  not null, -- empty: the person is deleted
  facts        blob  not null,
  version      integer not null, -- sequence number of the last person_event
  head         blob  not null, -- its hash
  verified     integer not null,
  verified_bix blob,
  id_bix       blob,
  card_bix     blob,
  name_bix     blob,
  initials_bix blob,
  phone_bix    blob,
  created      integer not null
) strict;
create unique index person_verified_bix on person (verified_bix);
create index person_id_bix on person (id_bix);

create table person_event (
  person     text   not null references person (id),
  seq        integer not null,
  at         integer not null,
  actor_kind text   not null,
  actor      text   not null,
  channel    text   not null,
  language   text   not null,
  mode       text   not null,
  action     text   not null,
  facts      blob  not null,
  prev       blob  not null,
  hash       blob  not null,
  primary key (person, seq)
) strict;
create index person_event_at on person_event (at);

create table identity (
  id         text   not null primary key,
  phone_bix  blob  not null,
  phone      blob  not null,
  preference blob  not null,
  created    integer not null
) strict;
create unique index identity_phone_bix on identity (phone_bix);

create table link (
  identity  text   not null references identity (id),
  person    text   not null references person (id),
  relation  text   not null,
  capacity  text   not null,
  level     integer not null,
  confirmed integer not null,
  valid_to  text   not null,
  start_key text   not null,
  created   integer not null,
  primary key (identity, person)
) strict;
create unique index link_start_key on link (identity, start_key);
create unique index link_self on link (identity) where relation = 'self';
create index link_person on link (person);

create table sign_in_code (
  id       text   not null primary key,
  phone    blob  not null,
  hash     blob  not null,
  purpose  text   not null,
  identity text   not null,
  person   text   not null,
  tries    integer not null,
  created  integer not null,
  expires  integer not null,
  used     integer not null -- instant, 0 while unused
) strict;

create table register_record (
  id_bix blob not null primary key,
  record blob not null
) strict;

create table session (
  hash       text   not null primary key,
  kind       text   not null,
  subject    text   not null,
  created    integer not null,
  last_seen  integer not null,
  ends       integer not null,
  idle_after integer not null, -- microseconds
  ended      integer not null
) strict;
create index session_subject on session (kind, subject);

create table definition (
  hash    text  not null primary key,
  service text  not null,
  body    blob not null
) strict;

create table draft (
  id         text   not null primary key,
  person     text   not null references person (id),
  identity   text   not null, -- who started it
  actor_kind text   not null,
  channel    text   not null,
  language   text   not null,
  mode       text   not null,
  service    text   not null,
  definition text   not null,
  start_key  text   not null,
  body       blob  not null,
  version    integer not null,
  created    integer not null,
  updated    integer not null,
  expires    text   not null,
  amends     text   not null,
  case_ref   text   not null
) strict;
create unique index draft_start_key on draft (identity, person, start_key);
-- Two drafts that amend one case would overwrite each other.
create unique index draft_amends on draft (identity, amends) where case_ref = '' and amends <> '';
create index draft_person on draft (person);

create table case_file (
  ref          text   not null primary key,
  draft        text   not null references draft (id),
  person       text   not null references person (id),
  service      text   not null,
  definition   text   not null,
  state        text   not null,
  hukou        text   not null,
  residence    text   not null,
  receiving    text   not null,
  deciding     text   not null,
  unit         text   not null,
  assignee     text   not null,
  submitted    integer not null,
  opened       integer not null,
  stage        text   not null,
  stage_from   text   not null,
  stage_days   integer not null,
  total_days   integer not null,
  estimated    integer not null,
  due          text   not null,
  promised     text   not null,
  stopped_from text   not null,
  stops        text   not null,
  channel      text   not null,
  language     text   not null,
  mode         text   not null,
  fen          integer,
  form_key     text   not null,
  starter      text   not null,
  capacity     text   not null,
  confirmed    integer not null,
  one_open     integer not null,
  open_key     text,            -- person and service while a one_open case is open
  name         blob  not null,
  body         blob  not null,
  name_bix     blob,
  initials_bix blob,
  version      integer not null, -- sequence number of the last case_event
  head         blob  not null  -- its hash
) strict;
create unique index case_file_draft on case_file (draft);
create unique index case_file_open_key on case_file (open_key);
create index case_file_person on case_file (person);
create index case_file_unit on case_file (unit, due);
create index case_file_name_bix on case_file (name_bix);
create index case_file_initials_bix on case_file (initials_bix);

-- Last four digits of a phone, blind, within a unit that has or had the case.
create table case_search (
  case_ref text  not null references case_file (ref),
  bix      blob not null,
  primary key (bix, case_ref)
) strict;

create table case_event (
  case_ref   text   not null references case_file (ref),
  seq        integer not null,
  at         integer not null,
  actor_kind text   not null,
  actor      text   not null,
  channel    text   not null,
  language   text   not null,
  mode       text   not null,
  person     text   not null,
  unit       text   not null,
  target     text   not null, -- unit it went to, when it went
  action     text   not null,
  from_state text   not null,
  to_state   text   not null,
  reasons    text   not null, -- codes with spaces between
  note       blob  not null,
  event_key  text   not null,
  prev       blob  not null,
  hash       blob  not null,
  primary key (case_ref, seq)
) strict;
create unique index case_event_event_key on case_event (case_ref, event_key) where event_key <> '';
create index case_event_at on case_event (at);

create table outbox (
  id        text   not null primary key,
  person    text   not null,
  recipient text   not null,
  road      text   not null,
  template  text   not null,
  data      blob  not null,
  case_ref  text   not null,
  created   integer not null,
  state     text   not null,
  attempts  integer not null,
  next_try  integer not null,
  held      integer not null, -- not to be claimed again before
  worker    text   not null,
  done      integer not null,
  code      text   not null
) strict;
create index outbox_queued on outbox (created, id) where state = 'queued';
create index outbox_person on outbox (person);
create index outbox_dead on outbox (created) where state = 'dead';

create table audit_entry (
  chain      text   not null,
  seq        integer not null,
  id         text   not null,
  actor_kind text   not null,
  actor      text   not null,
  channel    text   not null,
  unit       text   not null,
  action     text   not null,
  object     text   not null,
  target     text   not null,
  person     text   not null,
  purpose    text   not null,
  at         integer not null,
  prev       blob  not null,
  hash       blob  not null,
  primary key (chain, seq)
) strict;
create index audit_entry_at on audit_entry (at);

create table audit_root (
  day       text   not null primary key,
  at        integer not null,
  previous  blob  not null,
  heads     blob  not null,
  sum       blob  not null,
  signature blob  not null
) strict;

create table benefit (
  id         text   not null primary key,
  person     text   not null references person (id),
  case_ref   text   not null references case_file (ref),
  service    text   not null,
  place      text   not null,
  fen        integer not null,
  from_month text   not null,
  state      text   not null,
  granted    integer not null
) strict;
create index benefit_person on benefit (person);

create table upload (
  person text   not null references person (id),
  id     text   not null, -- HMAC of the person's key and the content
  paper  text   not null,
  name   blob  not null,
  media  text   not null,
  size   integer not null,
  added  integer not null,
  actor_kind text not null,
  actor      text not null,
  channel    text not null,
  language   text not null,
  mode       text not null,
  primary key (person, id, paper)
) strict;

create table staff (
  id        text   not null primary key,
  number    text   not null,
  name      blob  not null,
  unit      text   not null,
  places    text   not null, -- codes with spaces between
  roles     text   not null,
  ends      text   not null,
  secret    blob  not null,
  last_step integer not null  -- of the code used last
);
create unique index staff_number on staff (number);
create index staff_unit on staff (unit, number);

create table setting (
  id        text   not null primary key,
  name      text   not null,
  value     text   not null,
  effective text   not null,
  reason    text   not null,
  actor     text   not null,
  at        integer not null
) strict;

-- +goose StatementBegin
create trigger person_event_no_update before update on person_event
begin select raise(abort, 'append-only: person_event'); end;
-- +goose StatementEnd

-- +goose StatementBegin
create trigger person_event_no_delete before delete on person_event
begin select raise(abort, 'append-only: person_event'); end;
-- +goose StatementEnd

-- +goose StatementBegin
create trigger case_event_no_update before update on case_event
begin select raise(abort, 'append-only: case_event'); end;
-- +goose StatementEnd

-- +goose StatementBegin
create trigger case_event_no_delete before delete on case_event
begin select raise(abort, 'append-only: case_event'); end;
-- +goose StatementEnd

-- +goose StatementBegin
create trigger audit_entry_no_update before update on audit_entry
begin select raise(abort, 'append-only: audit_entry'); end;
-- +goose StatementEnd

-- +goose StatementBegin
create trigger audit_entry_no_delete before delete on audit_entry
begin select raise(abort, 'append-only: audit_entry'); end;
-- +goose StatementEnd

-- +goose StatementBegin
create trigger audit_root_no_update before update on audit_root
begin select raise(abort, 'append-only: audit_root'); end;
-- +goose StatementEnd

-- +goose StatementBegin
create trigger audit_root_no_delete before delete on audit_root
begin select raise(abort, 'append-only: audit_root'); end;
-- +goose StatementEnd

-- +goose StatementBegin
create trigger setting_no_update before update on setting
begin select raise(abort, 'append-only: setting'); end;
-- +goose StatementEnd

-- +goose StatementBegin
create trigger setting_no_delete before delete on setting
begin select raise(abort, 'append-only: setting'); end;
-- +goose StatementEnd
