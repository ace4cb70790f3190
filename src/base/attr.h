/*
 * attr: compiler attributes that the rest of the program spells by name.
 */
#ifndef BASE_ATTR_H
#define BASE_ATTR_H

/* Check the arguments of a printf-like function; args is 0 for a va_list. */
#define PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))

/* The function does not return. */
#define NORETURN __attribute__((noreturn))

/* Ignoring the result is a mistake. */
#define MUST_USE __attribute__((warn_unused_result))

#define ARRAY_LEN(array) (sizeof(array) / sizeof((array)[0]))

#endif
