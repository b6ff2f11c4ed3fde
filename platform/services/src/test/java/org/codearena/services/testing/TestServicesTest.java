package org.codearena.services.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

final class TestServicesTest {
    @Test
    void everyCallGivesAnEmptyDatabaseOfOneServer() throws SQLException {
        var one = TestServices.postgres();
        var other = TestServices.postgres();
        assertNotEquals(one.url(), other.url());
        try (var connection = DriverManager.getConnection(one.url(), one.user(), one.password());
                var statement = connection.createStatement()) {
            statement.execute("create table mine (n int)");
        }
        try (var connection = DriverManager.getConnection(other.url(), other.user(), other.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from pg_tables where tablename = 'mine'")) {
            rows.next();
            assertEquals(0, rows.getInt(1));
        }
    }
}
