#!/usr/bin/env node
import { createTerminal } from '#cli/terminal.js';
import { runCommandLine } from '#cli/program.js';

process.exitCode = await runCommandLine(process.argv.slice(2), createTerminal(process.stdout, process.stderr));
