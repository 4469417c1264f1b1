// Everything, in route order: message text -> text -> pii -> features -> model -> signals ->
// conversation -> event. Who only scores messages needs core/analyzer.h alone.
#pragma once

// clang-format off: the order is the route

// base: what every stage stands on
#include "core/base/limits.h"
#include "core/base/status.h"
#include "core/base/vocabulary.gen.h"
// text: bytes -> tokens
#include "core/text/language.h"
#include "core/text/tokenizer.h"
#include "core/text/utf8.h"
// pii: text -> entities
#include "core/pii/find.h"
#include "core/pii/mask.h"
// features: tokens -> numbers
#include "core/features/turn_features.h"
#include "core/features/turn_reader.h"
// model: numbers -> scores
#include "core/model/classify.h"
#include "core/model/model.h"
// signals: scores -> signals
#include "core/signals/derive.h"
#include "core/signals/signals.h"
// conversation: signals -> state
#include "core/conversation/advance.h"
#include "core/conversation/conversation.h"
#include "core/conversation/experience.h"
#include "core/conversation/outcome.h"
#include "core/conversation/snapshot.h"
// event: state -> records -> bytes
#include "core/event/encode.h"
#include "core/event/update.h"
// all of it
#include "core/analyzer.h"
