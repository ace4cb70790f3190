/*
 * client: the script that open pages run, client.js, compiled into the program.
 *
 * The definition is made by src/embed.c at build time. Constant data, any thread.
 */
#ifndef SERVE_CLIENT_H
#define SERVE_CLIENT_H

#include <stddef.h>

extern const char client_script[];
extern const size_t client_script_len;

#endif
