CREATE TABLE `grants` (
	`user_id` text NOT NULL,
	`role` text NOT NULL,
	`survey` text NOT NULL,
	PRIMARY KEY(`user_id`, `role`, `survey`),
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE TABLE `two_factors` (
	`id` text PRIMARY KEY NOT NULL,
	`secret` text NOT NULL,
	`backup_codes` text NOT NULL,
	`user_id` text NOT NULL,
	`verified` integer DEFAULT true NOT NULL,
	`failed_verification_count` integer DEFAULT 0 NOT NULL,
	`locked_until` integer,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE INDEX `two_factors_user` ON `two_factors` (`user_id`);--> statement-breakpoint
CREATE TABLE `audit` (
	`place` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` text NOT NULL,
	`by` text NOT NULL,
	`by_name` text NOT NULL,
	`action` text NOT NULL,
	`object` text NOT NULL,
	`survey` text,
	`before` text,
	`after` text,
	`hash` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `audit_survey` ON `audit` (`survey`,`place`);--> statement-breakpoint
CREATE INDEX `audit_by` ON `audit` (`by`,`place`);--> statement-breakpoint
ALTER TABLE `set_up_links` ADD `grants` text;--> statement-breakpoint
ALTER TABLE `set_up_links` ADD `organisation` text;--> statement-breakpoint
ALTER TABLE `users` ADD `organisation` text;--> statement-breakpoint
ALTER TABLE `users` ADD `two_factor_enabled` integer DEFAULT false NOT NULL;--> statement-breakpoint
CREATE TRIGGER `audit_is_never_changed` BEFORE UPDATE ON `audit` BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END;
--> statement-breakpoint
CREATE TRIGGER `audit_is_never_shortened` BEFORE DELETE ON `audit` BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END;
