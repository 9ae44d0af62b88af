#!/usr/bin/env node
import { Command } from 'commander';

new Command('agentcore-slr')
  .description('Check an implementation of AWSServiceRoleForBedrockAgentCoreNetwork.')
  .parse();
