-- Protection from being deregistered. The columns come after uefi_data, since a column can only be
-- added at the end; few images have one.

ALTER TABLE image ADD COLUMN deregistration_protection TEXT NOT NULL DEFAULT 'disabled';
ALTER TABLE image ADD COLUMN deregistration_cooldown_ends_at INTEGER;
