/* The C ABI of the WebAssembly module: bytes in, bytes out.
 *
 * Only 32-bit integers and pointers cross. Inputs and events are encoded as core/event/FORMAT.md
 * says; the same schema.json generates both sides. Output bytes live in the engine until its next
 * call. Every uint32_t result that is not said to be something else is undertone::Status (0 = ok).
 */
#pragma once

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct undertone_engine;
struct undertone_conversation;

/* Schema version; the loader refuses any other than its own. */
uint32_t undertone_abi_version(void);

/* Memory for the caller to write into; 0 if there is none. */
void* undertone_allocate(uint32_t size_bytes);
void undertone_free(void* memory);

struct undertone_engine* undertone_engine_new(void);
void undertone_engine_delete(struct undertone_engine* engine);

/* Copies a model file: of a language, of all languages, of names; the engine is as before if it is
 * refused. */
uint32_t undertone_load_model(struct undertone_engine* engine, const uint8_t* bytes,
                              uint32_t size_bytes);

/* One example sentence of a label of the site's taxonomy (1, 2, ...), after the models. */
uint32_t undertone_add_topic(struct undertone_engine* engine, uint32_t label, const uint8_t* text,
                             uint32_t text_bytes);

struct undertone_conversation* undertone_conversation_new(void);
void undertone_conversation_delete(struct undertone_conversation* conversation);

/* One encoded input (message, action or end), with the text of a message beside it.
 * Output: the encoded events it caused, in order: message, moments, conversation. */
uint32_t undertone_push(struct undertone_engine* engine,
                        struct undertone_conversation* conversation, const uint8_t* input,
                        uint32_t input_bytes, const uint8_t* text, uint32_t text_bytes);

/* The last push of the conversation, a user's message, once more as if it had come with what a deep
 * model says of it: core/model/scores.h, DeepScores, as float. Output as above, in its place. */
uint32_t undertone_rescore(struct undertone_engine* engine,
                           struct undertone_conversation* conversation, const uint8_t* input,
                           uint32_t input_bytes, const uint8_t* text, uint32_t text_bytes,
                           const float* scores);

/* PII of a text. Output: (begin, end, type, score in hundredths) as four uint32_t per entity,
 * offsets in UTF-16 code units. */
uint32_t undertone_inspect(struct undertone_engine* engine, const uint8_t* text,
                           uint32_t text_bytes);

/* Two int32_t, then the output bytes: how many they are; how far, in hundredths, the likeliest
 * sentiment of a user's message is before the next in the word of the model file, negative without
 * one. */
const int32_t* undertone_output(const struct undertone_engine* engine);

#ifdef __cplusplus
}
#endif
