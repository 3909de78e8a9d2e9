// How workers see groups, HITs and assignments.
#pragma once

#include "actions/context.h"
#include "actions/find.h"
#include "actions/work/eligibility.h"
#include "api/worker_site.h"
#include "domain/question_form.h"

namespace kempelen::actions {

/// The calling worker; sessions exist only for workers that do.
store::Worker calling_worker(const ReadContext& ctx);

api::worker::HITGroup view_group(const ReadContext& ctx, const store::HitGroup& group, const Viewer& viewer);
/// The group of an existing HIT type.
api::worker::HITGroup view_group_of(const ReadContext& ctx, const HitTypeId& type, const Viewer& viewer);

api::worker::Worker view_worker(const store::Worker& worker);

/// What a worker sees of a question: a frame, or the form that the worker page shows itself.
struct QuestionView {
  std::optional<api::worker::Frame> frame{};
  std::optional<api::worker::Form> form{};
};
Result<QuestionView> view_question(const ReadContext& ctx, const HitId& hit, const AssignmentId& assignment);
/// For a worker who may preview it. A frame of ours that conditions guard gets a ticket.
Result<QuestionView> view_preview(const ReadContext& ctx, const HitId& hit,
                                  const domain::Conditions& conditions);

/// A form in the words of the Worker API.
api::worker::Form view_form(const domain::QuestionForm& form);

/// The form of a HIT, or nothing where its question is of another kind.
Result<std::optional<domain::QuestionForm>> form_of(const ReadContext& ctx, const HitId& hit);

enum class QuestionShown { Yes, No };
/// The assignment with its group; while it is under way also its question, if wanted.
Result<api::worker::Assignment> view_assignment(const ReadContext& ctx, const AssignmentOfHit& of,
                                                const Viewer& viewer, QuestionShown shown);

}  // namespace kempelen::actions
