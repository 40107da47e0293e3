"""The scripted backend: plays a script, and leaves what the script does not name to another backend."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from asl.integrations import Pattern, ResourceKind, parameters_rejection
from asl.json_values import Json, Missing

from ...services import Backend, Failed, Pending, Reply, Silent, Submitted, Succeeded, TaskRequest
from .mocks import Answer, Calls, MockFileError, Mocks, Return, Synthetic, Throw, TimedOut

__all__ = ["ScriptedBackend"]


@dataclass(frozen=True, slots=True)
class _Scripted:
    """The job of a waiting Task whose end is in the script."""

    reply: Succeeded | Failed


class ScriptedBackend:
    """Answers attempts from a script, counting them per state over the run; one backend belongs to one run."""

    def __init__(self, mocks: Mocks, otherwise: Backend) -> None:
        self.mocks = mocks
        self.otherwise = otherwise
        self._attempts: dict[str, int] = {}

    def check(self, request: TaskRequest) -> str | None:
        """Return why the service would refuse the parameters; a scripted answer does not make wrong ones right."""
        if request.state_name in self.mocks.states:
            return parameters_rejection(request.resource, request.parameters)
        return self.otherwise.check(request)

    def start(self, request: TaskRequest) -> Reply:
        """Answer one attempt.

        Raises:
            MockFileError: the script has no answer for this attempt.
        """
        script = self.mocks.states.get(request.state_name)
        if script is None:
            if self.mocks.fails_by_default:
                raise MockFileError(
                    f'the state "{request.state_name}" has no answer',
                    file=self.mocks.file,
                    help="name it under states, or let default be synthetic",
                )
            return self.otherwise.start(request)
        attempt = self._attempts.get(request.state_name, 0)
        answer, is_used_up = script.answer(attempt, request.parameters)
        if is_used_up:
            self._attempts[request.state_name] = attempt + 1
        if answer is None:
            raise MockFileError(
                f'attempt {attempt} of the state "{request.state_name}" has no answer',
                file=self.mocks.file,
                pointer=script.at,
                help="add an answer for it, counting retries and later visits of the state",
            )
        if isinstance(answer.outcome, Synthetic):
            return self.otherwise.start(request)
        if isinstance(answer.outcome, Calls) and not _holds_token(request):
            raise MockFileError(
                f'the state "{request.state_name}" gives out no task token that could be called about',
                file=self.mocks.file,
                pointer=script.at,
                help="calls belong to .waitForTaskToken tasks and activities; write return or throw",
            )
        return self._reply(request, answer)

    def poll(self, request: TaskRequest, job: object, now_ms: int) -> Succeeded | Failed | Pending:
        """Answer how a job stands; scripted ones have ended."""
        if isinstance(job, _Scripted):
            return job.reply
        return self.otherwise.poll(request, job, now_ms)

    def cancel(self, request: TaskRequest, job: object, now_ms: int) -> None:
        """Pass on the cancelling of a job that is not scripted."""
        if job is not None and not isinstance(job, _Scripted):
            self.otherwise.cancel(request, job, now_ms)

    def _reply(self, request: TaskRequest, answer: Answer) -> Reply:
        outcome = answer.outcome
        is_activity = request.resource.kind is ResourceKind.ACTIVITY
        waits = request.resource.pattern is not Pattern.REQUEST_RESPONSE or is_activity
        if not waits or (isinstance(outcome, Throw) and outcome.phase != "run"):
            return self._ended(request, answer, answer.after_ms)
        if is_activity and answer.taken_after_ms is None:
            return Silent()
        accepted: Json = {} if isinstance(answer.submitted, Missing) else answer.submitted
        taken_ms = (answer.taken_after_ms or 0) if is_activity else 0
        if isinstance(outcome, Calls):
            return Submitted(accepted, delay_ms=taken_ms, worker=answer.worker, calls=iter(outcome.calls))
        job = _Scripted(self._ended(request, answer, 0))
        return Submitted(accepted, job, poll_after_ms=answer.after_ms, delay_ms=taken_ms, worker=answer.worker)

    def _ended(self, request: TaskRequest, answer: Answer, delay_ms: int) -> Succeeded | Failed:
        match answer.outcome:
            case Return(output):
                return Succeeded(self._result(request, output), delay_ms)
            case Throw(error, cause, phase):
                return Failed(error, cause, delay_ms, phase)
            case TimedOut():
                return Failed("States.Timeout", None, delay_ms, timed_out=True)
            case Synthetic() | Calls():
                raise AssertionError("answered by the other backend, or by calls")
            case other:
                assert_never(other)

    def _result(self, request: TaskRequest, output: Json) -> Json:
        """Step Functions Local gives a function's result inside what ``lambda:invoke`` answers."""
        if (
            self.mocks.unwraps_payload
            and request.resource.kind is ResourceKind.LAMBDA_FUNCTION
            and isinstance(output, dict)
            and "Payload" in output
        ):
            return output["Payload"]
        return output


def _holds_token(request: TaskRequest) -> bool:
    resource = request.resource
    return resource.pattern is Pattern.WAIT_FOR_TASK_TOKEN or resource.kind is ResourceKind.ACTIVITY
