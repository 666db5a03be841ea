CREATE TABLE `credentials` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`provider_id` text NOT NULL,
	`user_id` text NOT NULL,
	`access_token` text,
	`refresh_token` text,
	`id_token` text,
	`access_token_expires_at` integer,
	`refresh_token_expires_at` integer,
	`scope` text,
	`password` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE INDEX `credentials_user` ON `credentials` (`user_id`);--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`token` text NOT NULL,
	`user_id` text NOT NULL,
	`expires_at` integer NOT NULL,
	`ip_address` text,
	`user_agent` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `sessions_token_unique` ON `sessions` (`token`);--> statement-breakpoint
CREATE INDEX `sessions_user` ON `sessions` (`user_id`);--> statement-breakpoint
CREATE INDEX `sessions_expires` ON `sessions` (`expires_at`);--> statement-breakpoint
CREATE TABLE `set_up_links` (
	`token_hash` text PRIMARY KEY NOT NULL,
	`purpose` text NOT NULL,
	`email` text,
	`user_id` text,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE TABLE `users` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`email` text NOT NULL,
	`email_verified` integer DEFAULT false NOT NULL,
	`image` text,
	`role` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `users_email_unique` ON `users` (`email`);--> statement-breakpoint
CREATE TABLE `verifications` (
	`id` text PRIMARY KEY NOT NULL,
	`identifier` text NOT NULL,
	`value` text NOT NULL,
	`expires_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `verifications_identifier` ON `verifications` (`identifier`);--> statement-breakpoint
CREATE TABLE `imports` (
	`sha256` text PRIMARY KEY NOT NULL,
	`survey` text NOT NULL,
	`responses` integer NOT NULL,
	`imported_on` text NOT NULL,
	FOREIGN KEY (`survey`) REFERENCES `surveys`(`slug`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `instrument_versions` (
	`survey` text NOT NULL,
	`version` integer NOT NULL,
	`sha256` text NOT NULL,
	`document` text NOT NULL,
	PRIMARY KEY(`survey`, `version`),
	FOREIGN KEY (`survey`) REFERENCES `surveys`(`slug`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `surveys` (
	`slug` text PRIMARY KEY NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `allocations` (
	`wave` text NOT NULL,
	`experiment` text NOT NULL,
	`arm` text NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`wave`, `experiment`, `arm`),
	FOREIGN KEY (`wave`) REFERENCES `waves`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `interviews` (
	`place` integer PRIMARY KEY NOT NULL,
	`lookup` blob NOT NULL,
	`wave` text NOT NULL,
	`version` integer NOT NULL,
	`state` text NOT NULL,
	`server_half` blob NOT NULL,
	`sealed` blob NOT NULL,
	`started_day` text NOT NULL,
	FOREIGN KEY (`wave`) REFERENCES `waves`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `interviews_wave_state` ON `interviews` (`wave`,`state`);--> statement-breakpoint
CREATE TABLE `responses` (
	`place` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`wave` text NOT NULL,
	`version` integer NOT NULL,
	`day` text,
	`outcome` text NOT NULL,
	`mode` text NOT NULL,
	`language` text,
	`seed` integer,
	`arms` text NOT NULL,
	`answers` text NOT NULL,
	`abandoned` text NOT NULL,
	`source` text,
	`panel_link` text,
	`base_weight` real,
	FOREIGN KEY (`wave`) REFERENCES `waves`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `responses_wave` ON `responses` (`wave`);--> statement-breakpoint
CREATE TABLE `settings` (
	`name` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `waves` (
	`id` text PRIMARY KEY NOT NULL,
	`survey` text NOT NULL,
	`number` integer NOT NULL,
	`label` text NOT NULL,
	`state` text NOT NULL,
	`origin` text NOT NULL,
	`instrument_version` integer NOT NULL,
	`identity_mode` text NOT NULL,
	`modes` text NOT NULL,
	`sample_type` text NOT NULL,
	`languages` text NOT NULL,
	`opens_on` text,
	`closes_on` text,
	`weighting` text,
	FOREIGN KEY (`survey`,`instrument_version`) REFERENCES `instrument_versions`(`survey`,`version`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `waves_survey_number` ON `waves` (`survey`,`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `waves_one_open` ON `waves` (`survey`) WHERE state = 'open' and origin = 'fielded';