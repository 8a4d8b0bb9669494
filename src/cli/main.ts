#!/usr/bin/env node
import { Command } from 'commander';

const program = new Command('bonafide').description('Self-hosted identity verification.');
await program.parseAsync();
