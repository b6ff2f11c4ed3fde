package org.codearena.helm;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What cannot work is refused at installation, in words that say what to do. */
class RefusalsTest {
    private static Arguments refused(String values, String words) {
        return Arguments.of(values, words);
    }

    static Stream<Arguments> wrongValues() {
        return Stream.of(
                refused("judge: {slots: 0}", "at '/judge/slots': minimum: got 0, want 1"),
                refused("judge: {slots: two}", "at '/judge/slots': got string, want integer"),
                refused("judge: {execution: pod}", "at '/judge/execution': value must be one of 'sidecar', 'job'"),
                refused("judge: {job: {atOnce: 0}}", "at '/judge/job/atOnce': minimum: got 0, want 1"),
                refused("judge: {job: {life: soon}}", "at '/judge/job/life': 'soon' does not match pattern"),
                refused("judge: {slot: 2}", "at '/judge': additional properties 'slot' not allowed"),
                refused("judge: {languages: {Python: {}}}", "additional properties 'Python' not allowed"),
                refused("judge: {maxUnavailable: none}", "at '/judge/maxUnavailable'"),
                refused("typo: 1", "additional properties 'typo' not allowed"),
                refused("sessions: {idle: soon}", "at '/sessions/idle': 'soon' does not match pattern"),
                refused("sessions: {network: some}", "at '/sessions/network': value must be one of 'off', 'internet'"),
                refused("database: {port: 70000}", "at '/database/port': maximum: got 70,000, want 65,535"),
                refused("image: {tag: \"a b\"}", "at '/image/tag'"));
    }

    @ParameterizedTest
    @MethodSource("wrongValues")
    void schemaSaysWhichValueIsWrongAndWhatIsAllowed(String values, String words) {
        said(values, words);
    }

    static Stream<Arguments> contradictions() {
        return Stream.of(
                refused(
                        "judge: {scaling: {mode: keda}}",
                        "judge.scaling.mode is keda, which this cluster does not have"),
                refused("judge: {scaling: {backlog: prometheus}}", "judge.scaling.prometheusUrl is empty"),
                refused("judge: {scaling: {min: 20}}", "judges of python are at least 20 and at most 10"),
                refused("judge: {languages: {python: null}}", "tests.language is python, which is not judged"),
                refused(
                        "judge: {execution: job, scaling: {mode: none}, job: {createNamespace: true}}",
                        "judge.job.createNamespace needs judge.job.namespace"),
                refused(
                        "judge: {execution: job, scaling: {mode: none}, job: {quota: {pods: 5}}}",
                        "judge.job.quota would bind the servers too"),
                refused(
                        "judge: {execution: job, scaling: {mode: none}, job: {templates: {pod.yaml: x}}}",
                        "judge.job.templates has pod.yaml, known is job.yaml"),
                refused("judge: {execution: job}", "judge.scaling.hpa.metric=cpu sees nothing of what runs in Jobs"),
                refused(
                        "judge: {execution: job, scaling: {mode: none}, job: {namespace: x, createNamespace: true}}\n"
                                + "sessions: {namespace: x, createNamespace: true}",
                        "would both make x"),
                refused("ingress: {enabled: true}", "ingress.host is empty"),
                refused("httpRoute: {enabled: true}", "httpRoute.parentRefs is empty"),
                refused("httpRoute: {enabled: true}", "this cluster does not have: install it, or use ingress.enabled"),
                refused("podMonitor: {enabled: true}", "needs Prometheus' operator"),
                refused("sessions: {createNamespace: true}", "sessions.createNamespace needs sessions.namespace"),
                refused("sessions: {quota: {pods: 5}}", "sessions.quota would bind the servers too"),
                refused("sessions: {network: internet}", "needs sessions.hardening.tunDevice"),
                refused(
                        "sessions: {warm: {codearena-python: 1}, disk: {claims: true}}",
                        "sessions.warm and sessions.disk.claims exclude each other"),
                refused("sessions: {access: {way: ingress}}", "needs sessions.access.ingressNamespace"),
                refused("sessions: {templates: {pods.yaml: x}}", "sessions.templates has pods.yaml, known are"),
                refused(
                        "publicUrl: https://a.example.org\nsessions: {previewHost: a.example.org}",
                        "which is the page's own"));
    }

    @ParameterizedTest
    @MethodSource("contradictions")
    void valuesThatDoNotFitTogetherAreNamed(String values, String words) {
        said("dev: {enabled: true}\n" + values, words);
    }

    private static void said(String values, String words) {
        String refusal = Installation.of(values).refusal();
        assertTrue(refusal.contains(words), refusal);
    }

    @Test
    void everythingThatIsMissingIsSaidAtOnce() {
        String refusal = Installation.of("database: {host: a.example.org}").refusal();
        for (String words : new String[] {
            "database.existingSecret is empty: name the Secret that holds the password of codearena under the key password",
            "broker.host is empty: name the one to use, or set dev.enabled=true for a trial",
            "cache.host is empty",
            "blobs.endpoint is empty"
        }) {
            assertTrue(refusal.contains(words), refusal);
        }
    }

    @Test
    void clusterWithoutUsersOfAPodsOwnIsToldItsChoices() {
        String refusal = Installation.like("external").on("1.32.0").refusal();
        for (String words : new String[] {
            "Kubernetes has from 1.33 on, and this cluster is v1.32.0",
            "cluster.userNamespaces=present",
            "runner.isolation=privileged",
            "sessions.isolation=pod"
        }) {
            assertTrue(refusal.contains(words), refusal);
        }
        Installation.like("external", "cluster: {userNamespaces: present}")
                .on("1.32.0")
                .render();
        String absent = Installation.like("external", "cluster: {userNamespaces: absent}")
                .refusal();
        assertTrue(absent.contains("runner.isolation=privileged"), absent);
    }

    @Test
    void clusterWithoutSidecarsIsRefused() {
        String refusal = Installation.like("lesser").on("1.28.0").refusal();
        assertTrue(refusal.contains(">=1.29.0-0"), refusal);
    }
}
