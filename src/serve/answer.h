/*
 * answer: what the server says to a request. All of HTTP's rules that concern files.
 *
 * Any thread; the reply belongs to the caller.
 */
#ifndef SERVE_ANSWER_H
#define SERVE_ANSWER_H

#include "serve/exchange.h"
#include "serve/live.h"
#include "serve/preview.h"

struct answerer {
	struct preview preview;
	struct live *live;
};

void answer(const struct answerer *answerer, const struct request *request,
            struct reply *reply);

#endif
