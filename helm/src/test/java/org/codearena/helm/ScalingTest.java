package org.codearena.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpec;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScalingTest {
    private static Map<String, Object> spec(Rendered rendered, String name) {
        return rendered.all("ScaledObject").stream()
                .filter(each -> Rendered.map(each.get("metadata")).get("name").equals(name))
                .map(each -> Rendered.map(each.get("spec")))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, Object> trigger(Map<String, Object> spec, String type) {
        return ((List<?>) spec.get("triggers"))
                .stream()
                        .map(Rendered::map)
                        .filter(each -> each.get("type").equals(type))
                        .map(each -> Rendered.map(each.get("metadata")))
                        .findFirst()
                        .orElseThrow();
    }

    private static final String KEDA = "cluster: {apis: [keda.sh/v1alpha1]}";

    @ParameterizedTest
    @CsvSource({"2, 3, 30, 22", "1, 10, 0, 1", "4, 0.5, 10, 84", "2, 6, 30, 12"})
    void targetIsWhatSlotsServiceTimeAndToleratedWaitMakeOfIt(int slots, double service, int wait, String target) {
        Rendered rendered = Installation.like(
                        "dev",
                        KEDA,
                        "judge: {slots: %d, scaling: {meanServiceSeconds: %s, toleratedWaitSeconds: %d}}"
                                .formatted(slots, service, wait))
                .render();
        Map<String, Object> spec = spec(rendered, "arena-judge-python");
        assertEquals(target, trigger(spec, "rabbitmq").get("value"));
        assertEquals(target, trigger(spec, "postgresql").get("targetQueryValue"));
    }

    @Test
    void languageHasNumbersOfItsOwn() {
        Map<String, Object> java = spec(Installation.like("keda").render(), "arena-judge-java");
        assertEquals("24", trigger(java, "rabbitmq").get("value"));
        assertEquals(1, java.get("minReplicaCount"));
        Map<String, Object> patient = spec(Installation.like("everything").render(), "arena-judge-python");
        assertEquals("4", trigger(patient, "rabbitmq").get("value"), "no wait is tolerated: all at once");
    }

    @Test
    void judgesOfALanguageFollowItsQueuesInAllLanes() {
        Map<String, Object> queue = trigger(spec(Installation.like("keda").render(), "arena-judge-cpp"), "rabbitmq");
        assertEquals("http", queue.get("protocol"), "AMQP would not count what is being judged");
        assertEquals("sum", queue.get("operation"));
        assertEquals("http://arena-rabbitmq.contest.svc:15672", queue.get("host"));
        Pattern names = Pattern.compile((String) queue.get("queueName"));
        for (String lane : List.of("contest", "run", "practice", "bulk")) {
            assertTrue(names.matcher("judge." + lane + ".cpp").find(), lane);
        }
        assertFalse(names.matcher("judge.practice.c").find());
        assertFalse(names.matcher("judge.practice.cppx").find());
        assertFalse(names.matcher("verdicts.standing").find());
    }

    @Test
    void backlogIsAskedOfTheDatabaseOrOfPrometheus() {
        Map<String, Object> database =
                trigger(spec(Installation.like("keda").render(), "arena-judge-cpp"), "postgresql");
        assertTrue(((String) database.get("query")).contains("language = 'cpp' and state <> 'judged'"));
        assertEquals("arena-postgresql.contest.svc", database.get("host"));
        Map<String, Object> prometheus =
                trigger(spec(Installation.like("everything").render(), "arena-judge-cpp"), "prometheus");
        assertTrue(((String) prometheus.get("query")).contains("language=\"cpp\""));
    }

    @Test
    void judgesGoToNoneAndTheFirstOneHasTimeToOfferItsLanguage() {
        Map<String, Object> spec = spec(Installation.like("keda").render(), "arena-judge-python");
        assertEquals(0, spec.get("minReplicaCount"));
        assertEquals(600, spec.get("initialCooldownPeriod"));
        assertEquals(1, Rendered.map(spec.get("fallback")).get("replicas"));
    }

    @Test
    void kedaFindsItsCredentialsInSecrets() {
        Rendered rendered = Installation.like("everything").render();
        String text = rendered.all("TriggerAuthentication").toString();
        assertTrue(text.contains("name=mq, key=pw") || text.contains("name=mq, key=password"), text);
        assertEquals(1, rendered.all("TriggerAuthentication").size(), "Prometheus needs none");
        assertEquals(
                2,
                Installation.like("keda").render().all("TriggerAuthentication").size());
    }

    @Test
    void withoutKedaOneJudgeOfEachLanguageStays() {
        for (HorizontalPodAutoscaler scaler : Installation.like("dev").render().all(HorizontalPodAutoscaler.class)) {
            assertEquals(1, scaler.getSpec().getMinReplicas());
            MetricSpec metric = scaler.getSpec().getMetrics().getFirst();
            assertEquals("runner", metric.getContainerResource().getContainer());
        }
        MetricSpec external = Installation.like("hpa")
                .render()
                .one(HorizontalPodAutoscaler.class, "arena-judge-python")
                .getSpec()
                .getMetrics()
                .getFirst();
        assertEquals(new Quantity("22"), external.getExternal().getTarget().getAverageValue());
        assertEquals(
                Map.of("language", "python"),
                external.getExternal().getMetric().getSelector().getMatchLabels());
    }

    @Test
    void withoutScalingThereAreAlwaysAsManyAsThereMayBe() {
        Deployment judge = Installation.like("lesser").render().one(Deployment.class, "arena-judge-python");
        assertEquals(2, judge.getSpec().getReplicas());
    }

    @Test
    void clusterWithKedaUsesItUnlessTold() {
        Rendered keda = Installation.like("dev", KEDA).render();
        assertEquals(5, keda.all("ScaledObject").size());
        Rendered told =
                Installation.like("dev", KEDA, "judge: {scaling: {mode: hpa}}").render();
        assertEquals(0, told.all("ScaledObject").size());
    }
}
