package io.jenkins.plugins.bluegreen.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnTypeTest {
    @ParameterizedTest(name = "{0} to {1}: {2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    varchar(50) | charactervarying(100) | WIDEN_TYPE
                    varchar(50) | varchar | WIDEN_TYPE
                    varchar(50) | text | WIDEN_TYPE
                    varchar(50) | varchar(49) | NARROW_TYPE
                    text | varchar(10) | NARROW_TYPE
                    text | varchar | WIDEN_TYPE
                    char(5) | text | CHANGE_TYPE
                    char | char(9) | REWRITE_TYPE
                    int4 | bigint | REWRITE_TYPE
                    serial | int8 | REWRITE_TYPE
                    bigint | int | NARROW_TYPE
                    integer | numeric | CHANGE_TYPE
                    float4 | doubleprecision | REWRITE_TYPE
                    numeric(10,2) | decimal(12,2) | WIDEN_TYPE
                    numeric(10,2) | numeric | WIDEN_TYPE
                    numeric | numeric(10,2) | NARROW_TYPE
                    numeric(10,2) | numeric(10,4) | NARROW_TYPE
                    numeric(10,2) | numeric(12,4) | REWRITE_TYPE
                    timestamp(3) | timestampwithouttimezone | WIDEN_TYPE
                    timestamp(3)withtimezone | timestamptz(6) | WIDEN_TYPE
                    timestamp | timestamptz | CHANGE_TYPE
                    cidr | inet | WIDEN_TYPE
                    integer | integer[] | CHANGE_TYPE
                    integerarray | int4[] | WIDEN_TYPE
                    json | jsonb | CHANGE_TYPE
                    geometry(point,4326) | geometry(point,4326) | WIDEN_TYPE
                    geometry(point,4326) | geometry(polygon,4326) | CHANGE_TYPE
                    """)
    void changingATypeCostsWhatPostgresMakesItCost(String from, String to, Rule expected) {
        assertThat(ColumnType.of(from.strip()).changeTo(ColumnType.of(to.strip())))
                .isEqualTo(expected);
    }
}
