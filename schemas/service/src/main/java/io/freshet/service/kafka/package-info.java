/** Settings of Kafka clients and of the schema registry, as every service that speaks Kafka has them. No client is here. */
@NullMarked
package io.freshet.service.kafka;

import org.jspecify.annotations.NullMarked;
