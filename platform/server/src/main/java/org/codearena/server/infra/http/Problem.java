package org.codearena.server.infra.http;

import io.helidon.http.Status;
import java.util.List;
import org.codearena.server.kernel.Fault.FieldError;

/**
 * A problem document (RFC 9457).
 *
 * @param errors where in the input the fault is; empty when it was not the input's
 * @param request the id of the request, to be quoted to the operator
 */
public record Problem(String type, String title, int status, String detail, List<FieldError> errors, String request) {
    public Problem {
        errors = List.copyOf(errors);
    }

    static Problem of(Status status, String detail, List<FieldError> errors, String request) {
        return new Problem("about:blank", status.reasonPhrase(), status.code(), detail, errors, request);
    }
}
