/*
 * version: what this program calls itself.
 */
#ifndef COMMANDS_VERSION_H
#define COMMANDS_VERSION_H

#define VERSION "0.1.0"

#endif
