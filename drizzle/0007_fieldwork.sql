CREATE TABLE `message_templates` (
	`survey` text NOT NULL,
	`kind` text NOT NULL,
	`language` text NOT NULL,
	`subject` text NOT NULL,
	`body` text NOT NULL,
	`by` text NOT NULL,
	`on` text NOT NULL,
	PRIMARY KEY(`survey`, `kind`, `language`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `messages` (
	`id` text PRIMARY KEY NOT NULL,
	`wave` text NOT NULL,
	`member` integer NOT NULL,
	`round` integer NOT NULL,
	`state` text NOT NULL,
	`due_at` integer NOT NULL,
	`attempts` integer NOT NULL,
	`answer` text,
	`remote` text,
	`changed_at` integer NOT NULL,
	FOREIGN KEY (`wave`) REFERENCES `waves`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`member`) REFERENCES `sample_members`(`place`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `messages_member_round` ON `messages` (`member`,`round`);--> statement-breakpoint
CREATE INDEX `messages_due` ON `messages` (`state`,`due_at`);--> statement-breakpoint
CREATE INDEX `messages_wave` ON `messages` (`wave`,`state`);--> statement-breakpoint
CREATE TABLE `paper_forms` (
	`id` text PRIMARY KEY NOT NULL,
	`wave` text NOT NULL,
	`number` text NOT NULL,
	`state` text NOT NULL,
	`language` text NOT NULL,
	`first` text,
	`second` text,
	`first_by` text,
	`second_by` text,
	`changed_on` text NOT NULL,
	`revision` integer NOT NULL,
	FOREIGN KEY (`wave`) REFERENCES `waves`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `paper_forms_number` ON `paper_forms` (`wave`,`number`);--> statement-breakpoint
CREATE INDEX `paper_forms_state` ON `paper_forms` (`wave`,`state`);--> statement-breakpoint
CREATE TABLE `quality_rules` (
	`survey` text NOT NULL,
	`version` integer NOT NULL,
	`rules` text NOT NULL,
	`reason` text NOT NULL,
	`by` text NOT NULL,
	`on` text NOT NULL,
	PRIMARY KEY(`survey`, `version`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `response_decisions` (
	`response` text PRIMARY KEY NOT NULL,
	`wave` text NOT NULL,
	`decision` text NOT NULL,
	`reason` text NOT NULL,
	`by` text NOT NULL,
	`on` text NOT NULL,
	FOREIGN KEY (`wave`) REFERENCES `waves`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `response_decisions_wave` ON `response_decisions` (`wave`);--> statement-breakpoint
CREATE TABLE `response_flags` (
	`wave` text NOT NULL,
	`response` text NOT NULL,
	`rule` text NOT NULL,
	`version` integer NOT NULL,
	`severity` text NOT NULL,
	PRIMARY KEY(`response`, `rule`),
	FOREIGN KEY (`wave`) REFERENCES `waves`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `response_flags_wave` ON `response_flags` (`wave`);--> statement-breakpoint
CREATE TABLE `text_masks` (
	`wave` text NOT NULL,
	`response` text NOT NULL,
	`variable` text NOT NULL,
	`spans` text NOT NULL,
	`by` text,
	`on` text NOT NULL,
	PRIMARY KEY(`response`, `variable`),
	FOREIGN KEY (`wave`) REFERENCES `waves`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `text_masks_wave` ON `text_masks` (`wave`,`variable`);--> statement-breakpoint
CREATE TABLE `ballots` (
	`place` integer PRIMARY KEY NOT NULL,
	`wave` text NOT NULL,
	`sealed` blob NOT NULL,
	FOREIGN KEY (`wave`) REFERENCES `waves`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `ballots_wave` ON `ballots` (`wave`);--> statement-breakpoint
CREATE TABLE `destroyable_keys` (
	`purpose` text PRIMARY KEY NOT NULL,
	`sealed` blob,
	`made_on` text NOT NULL,
	`destroyed_on` text
) STRICT;
--> statement-breakpoint
CREATE TABLE `opt_outs` (
	`contact` blob NOT NULL,
	`survey` text NOT NULL,
	`on` text NOT NULL,
	PRIMARY KEY(`contact`, `survey`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `sample_files` (
	`id` text PRIMARY KEY NOT NULL,
	`wave` text NOT NULL,
	`name` text NOT NULL,
	`rows` integer NOT NULL,
	`by` text NOT NULL,
	`on` text NOT NULL,
	FOREIGN KEY (`wave`) REFERENCES `waves`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `sample_members` (
	`place` integer PRIMARY KEY NOT NULL,
	`wave` text NOT NULL,
	`file` text,
	`contact` blob,
	`email` text,
	`name` text,
	`language` text,
	`sector` text,
	`organisation` text,
	`strata` text NOT NULL,
	`source` text,
	`token` blob,
	`state` text NOT NULL,
	`response` text,
	FOREIGN KEY (`wave`) REFERENCES `waves`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`file`) REFERENCES `sample_files`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `sample_members_wave` ON `sample_members` (`wave`,`state`);--> statement-breakpoint
CREATE UNIQUE INDEX `sample_members_contact` ON `sample_members` (`wave`,`contact`);--> statement-breakpoint
CREATE UNIQUE INDEX `sample_members_token` ON `sample_members` (`token`);--> statement-breakpoint
CREATE TABLE `page_times` (
	`wave` text NOT NULL,
	`question` text NOT NULL,
	`band` integer NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`wave`, `question`, `band`),
	FOREIGN KEY (`wave`) REFERENCES `waves`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `quota_counts` (
	`wave` text NOT NULL,
	`quota` text NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`wave`, `quota`),
	FOREIGN KEY (`wave`) REFERENCES `waves`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `tallies` (
	`wave` text NOT NULL,
	`day` text NOT NULL,
	`stage` text NOT NULL,
	`stratum` text NOT NULL,
	`source` text NOT NULL,
	`language` text NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`wave`, `day`, `stage`, `stratum`, `source`, `language`),
	FOREIGN KEY (`wave`) REFERENCES `waves`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `wave_plans` (
	`wave` text PRIMARY KEY NOT NULL,
	`plan` text NOT NULL,
	FOREIGN KEY (`wave`) REFERENCES `waves`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
ALTER TABLE `responses` ADD `seconds` integer;--> statement-breakpoint
ALTER TABLE `responses` ADD `signals` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `waves` ADD `time_zone` text DEFAULT 'Europe/London' NOT NULL;--> statement-breakpoint
ALTER TABLE `waves` ADD `paused` integer DEFAULT false NOT NULL;