-- What instances stand in. The parts of the default network have rows only when they were changed;
-- is_deleted hides one that is gone.

CREATE TABLE vpc (
  id TEXT PRIMARY KEY NOT NULL,
  region TEXT NOT NULL,
  owner TEXT NOT NULL,
  cidr_block TEXT NOT NULL,
  is_default INTEGER NOT NULL,
  instance_tenancy TEXT NOT NULL,
  enable_dns_support INTEGER NOT NULL,
  enable_dns_hostnames INTEGER NOT NULL,
  enable_address_usage_metrics INTEGER NOT NULL,
  is_deleted INTEGER NOT NULL
) STRICT;

CREATE INDEX vpc_by_owner ON vpc (region, owner, id);

CREATE TABLE subnet (
  id TEXT PRIMARY KEY NOT NULL,
  region TEXT NOT NULL,
  owner TEXT NOT NULL,
  vpc_id TEXT NOT NULL,
  availability_zone TEXT NOT NULL,
  cidr_block TEXT NOT NULL,
  is_default_for_az INTEGER NOT NULL,
  map_public_ip_on_launch INTEGER NOT NULL,
  hostname_type TEXT NOT NULL,
  resource_name_dns_a INTEGER NOT NULL,
  is_deleted INTEGER NOT NULL
) STRICT;

CREATE INDEX subnet_by_owner ON subnet (region, owner, id);

CREATE TABLE security_group (
  id TEXT PRIMARY KEY NOT NULL,
  region TEXT NOT NULL,
  owner TEXT NOT NULL,
  vpc_id TEXT NOT NULL,
  name TEXT NOT NULL,
  description TEXT NOT NULL
) STRICT;

CREATE INDEX security_group_by_owner ON security_group (region, owner, id);

CREATE TABLE security_group_rule (
  group_id TEXT NOT NULL REFERENCES security_group (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  id TEXT NOT NULL,
  is_egress INTEGER NOT NULL,
  protocol TEXT NOT NULL,
  from_port INTEGER,
  to_port INTEGER,
  cidr_ipv4 TEXT,
  cidr_ipv6 TEXT,
  referenced_group_id TEXT,
  description TEXT,
  PRIMARY KEY (group_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE elastic_address (
  id TEXT PRIMARY KEY NOT NULL,
  region TEXT NOT NULL,
  owner TEXT NOT NULL,
  public_ip TEXT NOT NULL,
  association_id TEXT,
  instance_id TEXT,
  network_interface_id TEXT,
  private_ip_address TEXT,
  subnet_id TEXT
) STRICT;

CREATE INDEX elastic_address_by_owner ON elastic_address (region, owner, id);

CREATE TABLE placement_group (
  id TEXT PRIMARY KEY NOT NULL,
  region TEXT NOT NULL,
  owner TEXT NOT NULL,
  name TEXT NOT NULL,
  strategy TEXT NOT NULL,
  partition_count INTEGER,
  spread_level TEXT
) STRICT;

CREATE INDEX placement_group_by_owner ON placement_group (region, owner, id);

CREATE TABLE key_pair (
  id TEXT PRIMARY KEY NOT NULL,
  region TEXT NOT NULL,
  owner TEXT NOT NULL,
  name TEXT NOT NULL,
  type TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  public_key TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE INDEX key_pair_by_owner ON key_pair (region, owner, id);

-- Names of groups never change, so they are kept where instances name them.
ALTER TABLE instance_security_group ADD COLUMN group_name TEXT NOT NULL DEFAULT 'default';
ALTER TABLE instance ADD COLUMN placement_group_id TEXT;
ALTER TABLE instance ADD COLUMN elastic_allocation_id TEXT;
